// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/new_queue_page.h"
#include "widgets/common/check_list.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/wording.h"
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>

namespace lapidary {

namespace {
constexpr int kWidth = 140 * kGrid;

QLabel *fieldName(const QString &text, QWidget *buddy, QWidget *parent) {
    auto *label = plainLabel(text, Type::Body, true, parent);
    label->setBuddy(buddy);
    return label;
}
} // namespace

NewQueuePage::NewQueuePage(LabelViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), ask_(new QTimer(this)) {
    auto *form = makeForm();
    form->setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(form, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    ask_->setSingleShot(true);
    ask_->setInterval(150);
    connect(ask_, &QTimer::timeout, this, [this] { Q_EMIT pairsWanted(request()); });
    connect(runs_, &QListWidget::itemChanged, this, &NewQueuePage::chosen);
    connect(perPrompt_, &QComboBox::activated, this, &NewQueuePage::chosen);
    connect(most_, &QComboBox::activated, this, &NewQueuePage::chosen);
    connect(name_, &QLineEdit::textEdited, this, [this] {
        named_ = true;
        showPairs();
    });
    connect(make_, &QPushButton::clicked, this, [this] { Q_EMIT queueWanted(request()); });
    connect(name_, &QLineEdit::returnPressed, make_, &QPushButton::click);
    connect(cancel_, &QPushButton::clicked, this, &NewQueuePage::cancelled);
    connect(&model_, &LabelViewModel::sourcesChanged, this, &NewQueuePage::fillRuns);
    connect(&model_, &LabelViewModel::queuesChanged, this, &NewQueuePage::showPairs);
    connect(&model_, &LabelViewModel::pairsChanged, this, &NewQueuePage::showPairs);
    fillRuns();
}

void NewQueuePage::makeFields(QWidget *form) {
    runs_ = new CheckList(QStringLiteral("sourceRuns"), tr("Runs whose answers are paired"), form);
    runs_->setFixedHeight(58 * kGrid);
    name_ = new QLineEdit(form);
    name_->setObjectName(QStringLiteral("queueName"));
    name_->setAccessibleName(tr("Name of the queue"));
    perPrompt_ = new Choice(QStringLiteral("pairsPerPrompt"), tr("Pairs per prompt"), form);
    for (int n : {1, 2, 3, 5, 10}) perPrompt_->addItem(QString::number(n), n);
    most_ = new Choice(QStringLiteral("maxPairs"), tr("At most so many pairs"), form);
    most_->addItem(tr("all"), 0);
    for (int n : {20, 50, 100, 200, 500, 1000}) most_->addItem(QString::number(n), n);
    found_ = plainLabel({}, Type::Body, true, form);
    found_->setObjectName(QStringLiteral("pairsFound"));
    found_->setWordWrap(true);
    make_ = button(tr("&Make the queue"), true, form);
    make_->setObjectName(QStringLiteral("makeQueue"));
    cancel_ = button(tr("Cancel"), false, form);
}

QWidget *NewQueuePage::makeForm() {
    auto *form = new QWidget(this);
    makeFields(form);

    auto *about = plainLabel(tr("Two different answers to the same prompt make a pair. Choose one run that samples "
                                "several answers, or several runs that "
                                "answer the same prompts. Sides are drawn at random, and you do not see whose answer "
                                "it is until you have judged."),
                             Type::Body, true, form);
    about->setWordWrap(true);
    about->setFixedHeight(about->heightForWidth(kWidth)); // an aligned form gets no height for its width
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4 * kGrid);
    grid->setVerticalSpacing(3 * kGrid);
    grid->addWidget(plainLabel(tr("A queue of pairs to label"), Type::Title, false, form), 0, 0, 1, 2);
    grid->addWidget(about, 1, 0, 1, 2);
    grid->addWidget(fieldName(tr("Answers of"), runs_, form), 2, 0, Qt::AlignTop);
    grid->addWidget(runs_, 2, 1);
    grid->addWidget(fieldName(tr("Pairs per prompt"), perPrompt_, form), 3, 0);
    grid->addWidget(perPrompt_, 3, 1, Qt::AlignLeft);
    grid->addWidget(fieldName(tr("At most"), most_, form), 4, 0);
    grid->addWidget(most_, 4, 1, Qt::AlignLeft);
    grid->addWidget(fieldName(tr("Name"), name_, form), 5, 0);
    grid->addWidget(name_, 5, 1);
    grid->addWidget(found_, 6, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    auto *draw = button(tr("&Draw samples…"), false, form);
    draw->setObjectName(QStringLiteral("drawSamples"));
    draw->setToolTip(tr("Ask a model for several answers to every problem of a data set"));
    connect(draw, &QPushButton::clicked, this, &NewQueuePage::samplesWanted);
    buttons->addWidget(draw);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(make_);
    grid->addLayout(buttons, 7, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return form;
}

void NewQueuePage::begin() {
    named_ = false;
    cancel_->setVisible(!model_.queues().isEmpty());
    fillRuns();
    chosen();
    runs_->setFocus();
}

void NewQueuePage::fillRuns() {
    const QStringList checked = runs_->checkedIds();
    const QSignalBlocker quiet(runs_);
    runs_->clear();
    for (const RunValues &run : model_.sources()) {
        const QString what = run.method.isEmpty() ? run.kind : run.kind + QStringLiteral(" · ") + run.method;
        QString text = QStringLiteral("%1  ·  %2").arg(run.name, what);
        if (isActive(run.state)) text += QStringLiteral("  ·  ") + stateWord(run.state);
        runs_->add(text, run.id, checked.contains(run.id));
    }
    showPairs();
}

LabelQueueRequest NewQueuePage::request() const {
    return {.name = name_->text().trimmed(),
            .runs = runs_->checkedIds(),
            .pairsPerPrompt = perPrompt_->currentData().toInt(),
            .maxPairs = most_->currentData().toInt()};
}

/// Asks how many pairs that gives, and offers a name that is free.
void NewQueuePage::chosen() {
    const QStringList runs = request().runs;
    if (!named_) {
        QString base;
        for (const RunValues &run : model_.sources())
            if (runs.contains(run.id)) base += (base.isEmpty() ? QString() : QStringLiteral("-")) + run.name;
        base = base.toLower().replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-")).left(40);
        while (base.endsWith(QLatin1Char('-'))) base.chop(1);
        QString name = base.isEmpty() ? QStringLiteral("pairs") : base;
        const QString wanted = name;
        for (int number = 2; model_.queues().contains(name); ++number)
            name = QStringLiteral("%1-%2").arg(wanted).arg(number);
        name_->setText(name);
    }
    showPairs();
    if (!runs.isEmpty()) ask_->start();
}

void NewQueuePage::showPairs() {
    const LabelQueueRequest now = request();
    const LabelPairsValues &pairs = model_.pairs();
    const bool known = !now.runs.isEmpty() && pairs.runs == now.runs && !ask_->isActive();
    if (model_.sources().isEmpty())
        found_->setText(tr("No run has answers yet. Run the experiment first."));
    else if (now.runs.isEmpty())
        found_->setText(tr("Choose at least one run."));
    else if (!known)
        found_->setText(tr("Looking for pairs…"));
    else if (!pairs.problem.isEmpty())
        found_->setText(pairs.problem);
    else
        found_->setText(tr("%1 pairs from %2 prompts").arg(pairs.pairs).arg(pairs.prompts) +
                        (pairs.cut > 0 ? tr("; %n cut answers are left out", nullptr, pairs.cut) : QString()));
    make_->setEnabled(known && pairs.pairs > 0 && !now.name.isEmpty());
}

} // namespace lapidary
