// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/samples_view.h"
#include "widgets/common/labels.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/samples_model.h"
#include "widgets/panels/train/token_text.h"
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace lapidary {

SamplesView::SamplesView(SamplesModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(3 * kGrid);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeDetail());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(search_, &QLineEdit::textChanged, &model_, &SamplesModel::setFilter);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SamplesView::showChosen);
    connect(&model_, &QAbstractItemModel::layoutChanged, this, &SamplesView::refresh);
    connect(&model_, &QAbstractItemModel::modelReset, this, &SamplesView::refresh);
    connect(colours_, &QPushButton::toggled, completion_, &TokenText::setColoured);
    connect(completion_, &TokenText::tokenChanged, token_, &QLabel::setText);
    // Letters are for the search while that has the focus; a table would take them for its own search.
    new QShortcut(
        Qt::Key_T, this,
        [this] {
            if (colours_->isEnabled()) colours_->toggle();
        },
        Qt::WidgetWithChildrenShortcut);
    new QShortcut(
        QKeySequence::Find, this, [this] { search_->setFocus(Qt::ShortcutFocusReason); },
        Qt::WidgetWithChildrenShortcut);
    refresh();
}

QWidget *SamplesView::makeTable() {
    auto *side = new QWidget(this);
    search_ = new QLineEdit(side);
    search_->setObjectName(QStringLiteral("sampleSearch"));
    search_->setAccessibleName(tr("Search the samples"));
    search_->setPlaceholderText(tr("Search prompts and completions (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    count_ = plainLabel({}, Type::Caption, true, side);
    table_ = new QTableView(side);
    table_->setObjectName(QStringLiteral("samples"));
    table_->setAccessibleName(tr("Samples of the chosen run"));
    table_->setModel(&model_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(SamplesModel::Step, Qt::DescendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    constexpr int widths[] = {64, 64, 80, 96, 160};
    for (int column = 0; column < 5; ++column) table_->setColumnWidth(column, widths[column]);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(search_);
    layout->addWidget(table_, 1);
    layout->addWidget(count_);
    return side;
}

QWidget *SamplesView::makeDetail() {
    auto *frame = card(this);
    facts_ = plainLabel({}, Type::Body, true, frame);
    facts_->setObjectName(QStringLiteral("sampleFacts"));
    facts_->setWordWrap(true);
    token_ = plainLabel({}, Type::Caption, true, frame);
    token_->setObjectName(QStringLiteral("sampleToken"));
    prompt_ = new QPlainTextEdit(frame);
    prompt_->setObjectName(QStringLiteral("samplePrompt"));
    prompt_->setAccessibleName(tr("Prompt of the sample"));
    prompt_->setReadOnly(true);
    prompt_->setTabChangesFocus(true);
    prompt_->setFont(monospaceFont());
    completion_ = new TokenText(frame);
    completion_->setObjectName(QStringLiteral("sampleCompletion"));
    completion_->setAccessibleName(tr("Completion of the sample"));
    colours_ = button(tr("&Token colours (T)"), false, frame);
    colours_->setObjectName(QStringLiteral("tokenColours"));
    colours_->setCheckable(true);
    colours_->setChecked(true);
    colours_->setToolTip(tr("The darker, the less likely the token was; underlined: below 10 %"));
    auto *head = new QHBoxLayout;
    head->addWidget(facts_, 1);
    head->addWidget(colours_);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(head);
    layout->addWidget(prompt_, 1);
    layout->addWidget(completion_, 2);
    layout->addWidget(token_);
    return frame;
}

void SamplesView::refresh() {
    const int shown = model_.rowCount(), all = model_.total();
    count_->setText(all == 0       ? tr("This run has told no samples. GRPO tells some with every point of its curves.")
                    : shown == all ? tr("%1 samples").arg(all)
                                   : tr("%1 of %2 samples").arg(shown).arg(all));
    if (shown > 0 && !table_->currentIndex().isValid()) table_->setCurrentIndex(model_.index(0, 0));
    showChosen();
}

void SamplesView::showStep(double step) {
    search_->clear();
    table_->sortByColumn(SamplesModel::Step, Qt::DescendingOrder);
    for (int row = 0; row < model_.rowCount(); ++row)
        if (model_.at(row)->step <= step) return table_->selectRow(row);
}

void SamplesView::showChosen() {
    const DrawnSample *sample = model_.at(table_->currentIndex().row());
    prompt_->setPlainText(sample ? toQt(sample->prompt) : QString());
    completion_->showSample(sample);
    colours_->setEnabled(sample && sample->hasTokens());
    token_->setText(sample && sample->hasTokens() ? tr("Put the cursor on a token to see its probability.")
                                                  : QString());
    facts_->setText(!sample ? tr("Choose a sample")
                            : tr("Step %1  ·  reward %2  ·  advantage %3")
                                      .arg(sample->step, 0, 'f', 0)
                                      .arg(sample->reward, 0, 'g', 3)
                                      .arg(sample->advantage, 0, 'f', 2) +
                                  (sample->isCut() ? tr("  ·  cut before its end") : QString()));
}

} // namespace lapidary
