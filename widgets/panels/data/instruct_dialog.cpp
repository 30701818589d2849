// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/instruct_dialog.h"
#include "core/data/rewards/rule_reward.h"
#include "core/data/row_texts.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/choice.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/qt_text.h"
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <utility>

namespace lapidary {

namespace {

constexpr int kMostShown = 500; ///< rows in the table
constexpr int kTaskColumn = 0, kAnswerColumn = 1;

QSpinBox *number(const QString &objectName, int least, int most, int value, QWidget *parent) {
    auto *made = new QSpinBox(parent);
    made->setObjectName(objectName);
    made->setRange(least, most);
    made->setValue(value);
    return made;
}

} // namespace

InstructDialog::InstructDialog(CurationViewModel &model, DataViewModel &data, QWidget *parent)
    : CurationDialog(model, QStringLiteral("instructDialog"), tr("Let a model write rows"),
                     tr("Self-instruct: a model is shown tasks of the %1 on show, writes further ones and answers "
                        "them. What is like another task, cut off, copied or no answer is left out. You look at the "
                        "rows before they are added.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent),
      data_(data) {
    makeFields();
    table_ = addTable(QStringLiteral("instructRows"), tr("Rows that the model wrote"), {tr("Task"), tr("Answer")});
    table_->setColumnWidth(kTaskColumn, 70 * kGrid);
    write_ = addButton(QStringLiteral("instructWrite"), tr("&Write"), true);
    add_ = addButton(QStringLiteral("instructAdd"), tr("&Add them"));
    connect(write_, &QPushButton::clicked, this, &InstructDialog::write);
    connect(add_, &QPushButton::clicked, this, &InstructDialog::add);
    connect(rule_, &QComboBox::currentIndexChanged, this, &InstructDialog::refresh);
    table_->setMinimumHeight(30 * kGrid);
    resize(160 * kGrid, 140 * kGrid);
    who_->setFocus();
    refresh();
}

/// Two fields of one line; its label belongs to the first.
QWidget *InstructDialog::beside(QWidget *first, QWidget *second) {
    auto *both = new QWidget(this);
    auto *line = new QHBoxLayout(both);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * kGrid);
    line->addWidget(first, 1);
    line->addWidget(second, 1);
    both->setFocusProxy(first);
    return both;
}

void InstructDialog::makeFields() {
    who_ = new Choice(QStringLiteral("instructModel"), tr("Model"), this);
    rule_ = new Choice(QStringLiteral("instructRule"), tr("Rule that answers must agree by"), this);
    reward_ = new Choice(QStringLiteral("instructReward"), tr("Check of each answer"), this);
    rows_ = number(QStringLiteral("instructCount"), 1, 100'000, 50, this);
    answers_ = number(QStringLiteral("instructAnswers"), 1, 64, 1, this);
    tokens_ = number(QStringLiteral("instructTokens"), 1, 100'000, 512, this);
    seed_ = number(QStringLiteral("instructSeed"), 0, 1'000'000'000, 0, this);
    rows_->setAccessibleName(tr("New rows"));
    answers_->setAccessibleName(tr("Answers to each task"));
    tokens_->setAccessibleName(tr("Longest answer, in tokens"));
    tokens_->setSuffix(tr(" tokens at most"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->setPrefix(tr("seed "));
    likeness_ = new QDoubleSpinBox(this);
    likeness_->setObjectName(QStringLiteral("instructLikeness"));
    likeness_->setRange(0.05, 1);
    likeness_->setSingleStep(0.05);
    likeness_->setValue(0.7);
    likeness_->setToolTip(tr("By ROUGE-L: the longest run of words that two tasks share in their order, gaps allowed"));
    fillChoices();
    addField(tr("&Model"), who_);
    addField(tr("New &rows"), beside(rows_, seed_));
    addField(tr("No task as &like another as"), likeness_);
    addField(tr("Answers to &each task"), beside(answers_, tokens_));
    addField(tr("At least half agree &by"), rule_);
    addField(tr("&Check of each answer"), reward_);
}

void InstructDialog::fillChoices() {
    for (const ModelValues &each : data_.models())
        if (each.present && each.allowed && !each.reference.isEmpty()) who_->addItem(each.name, each.reference);
    rule_->addItem(tr("no rule: the first good answer is taken"), QString());
    for (const std::string &each : ruleNames()) rule_->addItem(toQt(each), toQt(each));
    reward_->addItem(tr("no check"), QString());
    for (const RuleReward &each : ruleRewards())
        if (!each.needsReference) reward_->addItem(QString::fromUtf8(each.name), QString::fromUtf8(each.name));
}

SelfInstructConfig InstructDialog::config() const {
    SelfInstructConfig out{.rows = rows_->value(), .likeness = likeness_->value()};
    out.answers = answers_->value();
    out.rule = fromQt(rule_->currentData().toString());
    out.reward = fromQt(reward_->currentData().toString());
    out.maxNewTokens = tokens_->value();
    out.seed = std::uint64_t(seed_->value());
    return out;
}

QString InstructDialog::summary() const {
    if (!made_) return who_->count() > 0 ? QString() : tr("The project has no model that could be asked.");
    QStringList left;
    for (const DropReason &each : dropReasons())
        if (const auto at = made_->rows.dropped.find(each.name); at != made_->rows.dropped.end())
            left.append(tr("%1 %2").arg(at->second).arg(coreText(each.words)));
    QString text = tr("%1 made of %2 tasks.").arg(rowsWord(qint64(made_->rows.rows.size()))).arg(made_->rows.tasks);
    if (!left.isEmpty()) text += QLatin1Char(' ') + tr("Left out: %1.").arg(left.join(QStringLiteral(", ")));
    if (const Sentence why = shortfall(made_->rows, made_->config); !why.empty())
        text += QLatin1Char(' ') + coreText(why);
    return text;
}

void InstructDialog::refresh() {
    const bool ruled = !rule_->currentData().toString().isEmpty();
    if (ruled && answers_->value() < 2) answers_->setValue(4); // one answer agrees with nobody
    answers_->setMinimum(ruled ? 2 : 1);
    setResult(isBusy() ? QString() : summary());
    write_->setEnabled(!isBusy() && who_->count() > 0 && data_.ask());
    add_->setEnabled(!isBusy() && made_ && !made_->rows.rows.empty() && model().canWrite());
}

void InstructDialog::write() {
    made_.reset();
    warned_ = false;
    table_->setRowCount(0);
    run<Shown>(
        RowService::Lane::Looks, tr("Writing"),
        [query = model().query(), config = config(), ask = data_.ask(),
         reference = fromQt(who_->currentData().toString())](RowStore &rows, const StoreWork &work) -> Result<Shown> {
            const auto seeds = instructSeeds(rows, query, {.stop = work.stop});
            if (!seeds) return unexpected(seeds.error());
            const InstructModel model = instructModel(parseJson(reference).value_or(Json::object()), ask);
            auto made = selfInstruct(*seeds, config, model, work);
            if (!made) return unexpected(made.error());
            Json lineage = lineageOf(*made, *seeds, query, config, model);
            return std::make_shared<const Made>(Made{std::move(*made), config, std::move(lineage)});
        },
        [this](const Shown &made) { show(made); });
}

void InstructDialog::show(const Shown &made) {
    made_ = made;
    const int count = std::min(kMostShown, int(made->rows.rows.size()));
    table_->setRowCount(count);
    for (int row = 0; row < count; ++row) {
        const RowTexts texts = textsOf(made->rows.rows[std::size_t(row)]);
        setCell(*table_, row, kTaskColumn, texts.asked.empty() ? QString() : toQt(texts.asked.back()));
        setCell(*table_, row, kAnswerColumn, texts.answers.empty() ? QString() : toQt(texts.answers.front()));
    }
    refresh();
    if (add_->isEnabled()) add_->setFocus();
}

void InstructDialog::reject() {
    if (add_->isEnabled() && model().isOpen() && !std::exchange(warned_, true))
        return setProblem(tr("These rows are not added yet. Close once more to leave them out."));
    CurationDialog::reject();
}

void InstructDialog::add() {
    runStep(
        tr("Adding"),
        [made = made_](RowStore &rows, const StoreWork &) {
            return addInstructed(rows, made->rows, made->lineage, annotatorHere());
        },
        [this](const RowStep &) { accept(); });
}

} // namespace lapidary
