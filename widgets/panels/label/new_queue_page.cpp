// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/new_queue_page.h"
#include "core/workbench/labels/label_items.h"
#include "widgets/common/check_list.h"
#include "widgets/common/choice.h"
#include "widgets/common/core_text.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/models/wording.h"
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>
#include <algorithm>

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
    connect(ask_, &QTimer::timeout, this, [this] { Q_EMIT itemsWanted(request()); });
    connect(sources_, &QListWidget::itemChanged, this, &NewQueuePage::chosen);
    connect(kind_, &QComboBox::activated, this, [this] { kindChosen_ = true; });
    for (Choice *each : {kind_, perPrompt_, answers_, most_, twice_})
        connect(each, &QComboBox::activated, this, &NewQueuePage::chosen);
    connect(criteria_, &QLineEdit::textEdited, this, &NewQueuePage::chosen);
    connect(name_, &QLineEdit::textEdited, this, [this] {
        named_ = true;
        chosen();
    });
    connect(make_, &QPushButton::clicked, this, [this] { Q_EMIT queueWanted(request()); });
    connect(name_, &QLineEdit::returnPressed, make_, &QPushButton::click);
    connect(cancel_, &QPushButton::clicked, this, &NewQueuePage::cancelled);
    connect(&model_, &LabelViewModel::sourcesChanged, this, &NewQueuePage::fillSources);
    connect(&model_, &LabelViewModel::queuesChanged, this, &NewQueuePage::showFound);
    connect(&model_, &LabelViewModel::itemsFound, this, &NewQueuePage::showFound);
    fillSources();
}

void NewQueuePage::makeFields(QWidget *form) {
    sources_ = new CheckList(QStringLiteral("sourceRuns"), tr("Runs and data sets whose answers are labelled"), form);
    sources_->setFixedHeight(36 * kGrid);
    name_ = new QLineEdit(form);
    name_->setObjectName(QStringLiteral("queueName"));
    name_->setAccessibleName(tr("Name of the queue"));
    criteria_ = new QLineEdit(form);
    criteria_->setObjectName(QStringLiteral("queueCriteria"));
    criteria_->setAccessibleName(tr("Criteria, with commas between them"));
    criteria_->setPlaceholderText(tr("such as: correct, clear, short"));
    kind_ = new Choice(QStringLiteral("queueKind"), tr("What is asked for"), form);
    kind_->addItem(tr("As the data suggests"), QString());
    for (const LabelKind *kind : labelKinds())
        kind_->addItem(coreText(kind->title), QString::fromUtf8(kind->name.data(), qsizetype(kind->name.size())));
    kind_->setCurrentIndex(1);
    perPrompt_ = new Choice(QStringLiteral("itemsPerPrompt"), tr("Items per prompt"), form);
    for (int n : {1, 2, 3, 5, 10}) perPrompt_->addItem(QString::number(n), n);
    answers_ = new Choice(QStringLiteral("answersPerItem"), tr("Answers per item"), form);
    answers_->addItem(tr("as usual"), 0);
    for (int n = 1; n <= 9; ++n) answers_->addItem(QString::number(n), n);
    most_ = new Choice(QStringLiteral("maxItems"), tr("At most so many items"), form);
    most_->addItem(tr("all"), 0);
    for (int n : {20, 50, 100, 200, 500, 1000}) most_->addItem(QString::number(n), n);
    twice_ = new Choice(QStringLiteral("askedTwice"), tr("Share that is asked twice"), form);
    twice_->setToolTip(tr("Items that come again, the other way round, tell how consistent a person is"));
    for (int percent : {0, 5, 10, 20, 50})
        twice_->addItem(percent == 0 ? tr("none") : QStringLiteral("%1 %").arg(percent), percent / 100.0);
    found_ = plainLabel({}, Type::Body, true, form);
    found_->setObjectName(QStringLiteral("itemsFound"));
    found_->setWordWrap(true);
    make_ = button(tr("&Make the queue"), true, form);
    make_->setObjectName(QStringLiteral("makeQueue"));
    cancel_ = button(tr("Cancel"), false, form);
}

void NewQueuePage::addRows(QWidget *form, QGridLayout &grid) {
    int row = 2;
    const auto wide = [&](const QString &words, QWidget *field, Qt::Alignment side = {}) {
        auto *name = fieldName(words, field, form);
        grid.addWidget(name, row, 0, side);
        grid.addWidget(field, row++, 1, 1, 3);
        return name;
    };
    const auto two = [&](const QString &first, QWidget *field, const QString &second, QWidget *other) {
        grid.addWidget(fieldName(first, field, form), row, 0);
        grid.addWidget(field, row, 1, Qt::AlignLeft);
        grid.addWidget(fieldName(second, other, form), row, 2);
        grid.addWidget(other, row++, 3, Qt::AlignLeft);
    };
    wide(tr("Answers of"), sources_, Qt::AlignTop);
    wide(tr("Asked for"), kind_);
    criteriaName_ = wide(tr("Criteria"), criteria_);
    two(tr("Items per prompt"), perPrompt_, tr("At most"), most_);
    two(tr("Answers per item"), answers_, tr("Asked twice"), twice_);
    wide(tr("Name"), name_);
    grid.addWidget(found_, row, 1, 1, 3);
}

QWidget *NewQueuePage::makeForm() {
    auto *form = new QWidget(this);
    makeFields(form);
    about_ = plainLabel({}, Type::Body, true, form);
    about_->setObjectName(QStringLiteral("kindAbout"));
    about_->setWordWrap(true);
    about_->setFixedHeight(3 * about_->fontMetrics().lineSpacing()); // an aligned form gets no height for its width
    about_->setAlignment(Qt::AlignTop);
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    grid->addWidget(plainLabel(tr("A queue of items to label"), Type::Title, false, form), 0, 0, 1, 4);
    grid->addWidget(about_, 1, 0, 1, 4);
    addRows(form, *grid);
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
    grid->addLayout(buttons, grid->rowCount(), 0, 1, 4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    return form;
}

void NewQueuePage::begin() {
    named_ = kindChosen_ = false;
    cancel_->setVisible(!model_.queues().isEmpty());
    fillSources();
    chosen();
    sources_->setFocus();
}

/// More data may have been frozen meanwhile.
void NewQueuePage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    Q_EMIT sourcesWanted();
}

void NewQueuePage::fillSources() {
    const QStringList checked = sources_->checkedIds();
    const QSignalBlocker quiet(sources_);
    sources_->clear();
    for (const RunValues &run : model_.sources()) {
        const QString what = run.method.isEmpty() ? run.kind : run.kind + QStringLiteral(" · ") + run.method;
        QString text = QStringLiteral("%1  ·  %2").arg(run.name, what);
        if (isActive(run.state)) text += QStringLiteral("  ·  ") + stateWord(run.state);
        sources_->add(text, run.id, checked.contains(run.id));
    }
    for (const LabelDataValues &set : model_.dataSets()) {
        const QString id = QLatin1String(kLabelDataPrefix) + set.hash;
        sources_->add(tr("%1  ·  data, %n rows", nullptr, int(set.rows)).arg(set.name), id, checked.contains(id));
    }
    showFound();
}

LabelQueueRequest NewQueuePage::request() const {
    QStringList criteria;
    for (const QString &each : criteria_->text().split(QRegularExpression(QStringLiteral("[,，]")), Qt::SkipEmptyParts))
        if (!each.trimmed().isEmpty()) criteria.append(each.trimmed());
    return {.name = name_->text().trimmed(),
            .kind = kind_->currentData().toString(),
            .sources = sources_->checkedIds(),
            .criteria = criteria,
            .itemsPerPrompt = perPrompt_->currentData().toInt(),
            .answersPerItem = answers_->currentData().toInt(),
            .maxItems = most_->currentData().toInt(),
            .askedTwice = twice_->currentData().toDouble()};
}

const LabelKind *NewQueuePage::kind() const {
    QString name = kind_->currentData().toString();
    if (name.isEmpty()) name = model_.found().proposed;
    const auto found = labelKindNamed(name.toStdString());
    return found ? *found : labelKinds().front();
}

/// A name that is free, after the sources, where the person gave none.
void NewQueuePage::nameIt() {
    if (named_) return;
    const QStringList sources = sources_->checkedIds();
    QString base;
    for (const RunValues &run : model_.sources())
        if (sources.contains(run.id)) base += (base.isEmpty() ? QString() : QStringLiteral("-")) + run.name;
    for (const LabelDataValues &set : model_.dataSets())
        if (sources.contains(QLatin1String(kLabelDataPrefix) + set.hash))
            base += (base.isEmpty() ? QString() : QStringLiteral("-")) + set.name;
    base = base.toLower().replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-")).left(40);
    while (base.endsWith(QLatin1Char('-'))) base.chop(1);
    QString name = base.isEmpty() ? QStringLiteral("items") : base;
    const QString wanted = name;
    for (int number = 2; model_.queues().contains(name); ++number)
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    name_->setText(name);
}

/// Rows of data were made for something, samples of a run were not.
bool NewQueuePage::onlyData() const {
    const QStringList sources = sources_->checkedIds();
    return !sources.isEmpty() && std::all_of(sources.begin(), sources.end(), [](const QString &source) {
        return source.startsWith(QLatin1String(kLabelDataPrefix));
    });
}

/// Asks what that gives.
void NewQueuePage::chosen() {
    nameIt();
    if (!kindChosen_) kind_->setCurrentIndex(onlyData() ? 0 : 1);
    if (!request().sources.isEmpty()) ask_->start();
    showFound();
}

void NewQueuePage::showFound() {
    const LabelQueueRequest now = request();
    const LabelItemsValues &found = model_.found();
    const bool known = !now.sources.isEmpty() && found.asked == now && !ask_->isActive();
    const LabelKind &asked = *kind();
    kind_->setItemText(0, known && !found.proposed.isEmpty() && now.kind.isEmpty()
                              ? tr("As the data suggests: %1").arg(coreText(asked.title))
                              : tr("As the data suggests"));
    about_->setText(coreText(asked.about) + QLatin1Char(' ') +
                    tr("The order of answers is drawn at random, and you do not see whose they are until you have "
                       "judged."));
    criteriaName_->setVisible(asked.rated);
    criteria_->setVisible(asked.rated);
    if (sources_->count() == 0)
        found_->setText(tr("No run has answers yet. Run the experiment first."));
    else if (now.sources.isEmpty())
        found_->setText(tr("Choose at least one run or data set."));
    else if (!known)
        found_->setText(tr("Looking for items…"));
    else if (!found.problem.isEmpty())
        found_->setText(found.problem);
    else
        found_->setText(tr("%1 items from %2 prompts").arg(found.items).arg(found.prompts) +
                        (found.repeated > 0 ? tr(", %n of them asked twice", nullptr, found.repeated) : QString()) +
                        (found.cut > 0 ? tr("; %n cut answers are left out", nullptr, found.cut) : QString()));
    make_->setEnabled(known && found.items > 0 && !now.name.isEmpty() && (!asked.rated || !now.criteria.isEmpty()));
}

} // namespace lapidary
