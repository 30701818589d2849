// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/compare_panel.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/fit_area.h"
#include "widgets/common/labels.h"
#include "widgets/common/pages.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/panels/compare/answers_view.h"
#include "widgets/panels/compare/arena_view.h"
#include "widgets/panels/compare/arms_table.h"
#include "widgets/panels/compare/budget_view.h"
#include "widgets/panels/compare/cost_view.h"
#include "widgets/panels/compare/difficulty_view.h"
#include "widgets/panels/compare/forgetting_view.h"
#include "widgets/panels/compare/matrix_view.h"
#include "widgets/panels/compare/reliability_view.h"
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lapidary {

namespace {
constexpr int kBelow = 430; ///< what tabs, title and margins need
}

ComparePanel::ComparePanel(CompareViewModel &model, ArenaViewModel &arena, QWidget *parent)
    : Panel(parent), model_(model), arena_(arena) {
    pages_ = new Pages(this);
    empty_ = new EmptyState({}, {}, {}, this);
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    auto *split = new QSplitter(Qt::Vertical, page);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    split->addWidget(makeTop());
    split->addWidget(makeTabs());
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({1, 1000}); // the table at the height that it needs
    layout->addWidget(split);
    pages_->addWidget(empty_);
    pages_->addWidget(page);
    connect(empty_, &EmptyState::actionRequested, this, [this] {
        Q_EMIT intended({Intent::ShowPanel, QStringLiteral("home")});
    });
    connect(&model_, &CompareViewModel::changed, this, &ComparePanel::refresh);
    refresh();
}

QWidget *ComparePanel::makeTabs() {
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("compareTabs"));
    tabs->setDocumentMode(true);
    auto *answers = new AnswersView(model_, tabs);
    auto *matrix = new MatrixView(model_, tabs);
    auto *forgetting = new ForgettingView(model_, tabs);
    auto *budget = new BudgetView(model_, tabs);
    auto *arena = new ArenaView(arena_, tabs);
    auto *cost = new CostView(model_, tabs);
    auto *reliability = new ReliabilityView(model_, tabs);
    auto *difficulty = new DifficultyView(model_, tabs);
    for (auto [view, name] : {std::pair<QWidget *, QString>(answers, tr("&Answers")),
                              {matrix, tr("Who is right w&here")},
                              {budget, tr("&What if")},
                              {arena, tr("As&k them yourself")},
                              {forgetting, tr("&Forgetting")},
                              {cost, tr("Co&st")},
                              {reliability, tr("Ca&libration")},
                              {difficulty, tr("&Difficulty")}}) {
        auto *page = new QWidget(tabs);
        auto *layout = new QVBoxLayout(page);
        layout->setContentsMargins(0, 3 * kGrid, 0, 0);
        layout->addWidget(view);
        tabs->addTab(new FitArea(page, tabs), name);
    }
    const auto wantDetails = [this, tabs] { // reading all samples takes a moment: not before somebody looks
        const int tab = tabs->currentIndex();
        if (tab == 1 || tab == 2 || tab == 4 || tab >= 6) model_.wantDetails();
    };
    connect(tabs, &QTabWidget::currentChanged, this, wantDetails);
    connect(&model_, &CompareViewModel::changed, tabs, wantDetails);
    connect(forgetting, &ForgettingView::flipsChosen, this,
            [tabs, answers](const QString &before, const QString &now, const QString &bucket) {
                tabs->setCurrentIndex(0);
                answers->showFlips(before, now, bucket);
            });
    connect(matrix, &MatrixView::questionChosen, this,
            [tabs, answers](const QString &bucket, const QString &id, const QString &prompt) {
                tabs->setCurrentIndex(0);
                answers->select(bucket, id, prompt);
            });
    return tabs;
}

QWidget *ComparePanel::makeTop() {
    auto *top = new QWidget(this);
    title_ = plainLabel({}, Type::Title, false, top);
    note_ = plainLabel(
        tr("Share of right answers with its 95 % Wilson interval, and tokens per problem; hollow points saw the "
           "reference answers"),
        Type::Body, true, top);
    note_->setWordWrap(true);
    missing_ = new ElidedLabel(Type::Body, true, top);
    claims_ = plainLabel({}, Type::Body, false, top);
    claims_->setObjectName(QStringLiteral("claims"));
    claims_->setWordWrap(true);
    claims_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    table_ = new ArmsTable(model_, top);
    connect(table_, &ArmsTable::armChosen, this, [this](const QString &arm) {
        Q_EMIT intended({Intent::SelectStage, QStringLiteral("arm:") + arm});
    });
    auto *layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    auto *arm = button(tr("&New arm…"), false, top);
    arm->setObjectName(QStringLiteral("newArm"));
    arm->setToolTip(tr("A model with a way to answer, measured beside the others"));
    connect(arm, &QPushButton::clicked, this, [this] { Q_EMIT intended({Intent::NewArm, {}}); });
    auto *head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(arm);
    layout->addLayout(head);
    layout->addWidget(note_);
    layout->addWidget(claims_);
    layout->addWidget(missing_);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(table_, 1);
    return top;
}

void ComparePanel::showEmpty() {
    QString text = tr("When the arms of the experiment have answered their questions, accuracy with intervals and the "
                      "answers side by side stand here.");
    const QStringList expected = model_.expectations();
    if (!expected.isEmpty())
        text += QStringLiteral("\n\n") + tr("What its paired tests can see:") + QLatin1Char('\n') +
                expected.join(QLatin1Char('\n'));
    empty_->setText(tr("Nothing to compare yet"), text, tr("Go to the experiment"));
}

void ComparePanel::refresh() {
    pages_->setCurrentIndex(model_.isEmpty() ? 0 : 1);
    if (model_.isEmpty()) return showEmpty();
    const auto &comparison = model_.table()->comparison();
    title_->setText(comparison.experiment);
    const auto missing = comparison.missing.size();
    const QString names = comparison.missing.join(QStringLiteral(", "));
    missing_->setText(missing > 3 ? tr("Not finished yet: %1 arms").arg(missing)
                                  : tr("Not finished yet: %1").arg(names));
    missing_->setToolTip(names.toHtmlEscaped());
    missing_->setVisible(!comparison.missing.isEmpty());
    const QStringList claims = model_.claims();
    claims_->setText(claims.join(QLatin1Char('\n')));
    claims_->setVisible(!claims.isEmpty());
    title_->setToolTip(model_.trainingCosts().toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    table_->fitColumns();
    fitTable();
}

/// All arms on show, up to eight, as far as the tabs below leave room; more scroll.
void ComparePanel::fitTable() {
    const auto *header = table_->horizontalHeader();
    const int row = table_->verticalHeader()->defaultSectionSize(),
              head = std::max(header->sizeHint().height(), header->height()) + kGrid;
    const int words = claims_->isHidden() ? 0 : claims_->heightForWidth(claims_->width());
    const int room = std::clamp((height() - kBelow - words - head) / row, 2, 8);
    table_->setMinimumHeight(head + std::min(model_.table()->rowCount(), room) * row);
    QWidget *top = table_->parentWidget(); // by itself it asks for one line of each text
    top->setMinimumHeight(top->layout()->totalMinimumHeightForWidth(top->width()));
}

void ComparePanel::resizeEvent(QResizeEvent *event) {
    Panel::resizeEvent(event);
    fitTable();
}

} // namespace lapidary
