// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/stage_form.h"
#include "core/data/tasks/task.h"
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/wiring.h"
#include "widgets/common/check_list.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/method_text.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/config_form.h"
#include "widgets/models/qt_text.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kWriteMs = 500; ///< after the last key: a word is one change, not one for each letter

ConfigSpec chosen(const ConfigSpec &spec, const std::vector<std::string> &names) {
    ConfigSpec out;
    for (const auto &name : names)
        for (const FieldSpec &field : spec)
            if (field.name == name) out.push_back(field);
    return out;
}

/// What the form says of these fields, as the table has it: a key that the table gives the value that it has anyway
/// stays.
Json wanted(const ConfigSpec &spec, const Json &given, const Json &before) {
    Json out = Json::object();
    for (const FieldSpec &field : spec) {
        if (given.contains(field.name))
            out[field.name] = given[field.name];
        else if (before.is_object() && before.contains(field.name) && before[field.name] == field.defaultValue)
            out[field.name] = before[field.name];
    }
    return out;
}

} // namespace

StageForm::StageForm(CanvasViewModel &edits, QWidget *parent)
    : QWidget(parent), edits_(edits), kind_(plainLabel({}, Type::Caption, true, this)),
      bucketsLabel_(plainLabel(tr("Asked on"), Type::Caption, true, this)), name_(new QLineEdit(this)),
      place_(new QLineEdit(this)), trouble_(new ToneLabel(Type::Body, this)), inputsRoom_(new QVBoxLayout),
      buckets_(new CheckList(QStringLiteral("stageBuckets"), tr("Data sets that the arm is asked on"), this)),
      form_(new ConfigForm(this)), further_(button({}, false, this)) {
    setObjectName(QStringLiteral("stageForm"));
    name_->setObjectName(QStringLiteral("stageName"));
    name_->setAccessibleName(tr("Name"));
    place_->setObjectName(QStringLiteral("modelPlace"));
    place_->setAccessibleName(tr("Folder of the model"));
    trouble_->setObjectName(QStringLiteral("stageTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setTone(Tone::Bad);
    kind_->setWordWrap(true);
    buckets_->setMaximumHeight(28 * kGrid);
    form_->setFolding(true);
    further_->setObjectName(QStringLiteral("furtherInputs"));
    further_->hide();
    auto *close = button(tr("&Close"), false, this);
    close->setObjectName(QStringLiteral("closeForm"));
    close->setToolTip(tr("Back to the graph (Esc); everything is written already"));
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * kGrid);
    top->addWidget(name_, 1);
    top->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 2 * kGrid, 4 * kGrid, 3 * kGrid);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(top);
    layout->addWidget(kind_);
    layout->addWidget(trouble_);
    layout->addWidget(place_);
    layout->addLayout(inputsRoom_);
    layout->addWidget(further_, 0, Qt::AlignLeft);
    layout->addWidget(bucketsLabel_);
    layout->addWidget(buckets_);
    layout->addWidget(form_, 1);
    layout->addStretch();
    connect(close, &QPushButton::clicked, this, &StageForm::closed);
    connectAll();
}

void StageForm::connectAll() {
    later_.setSingleShot(true);
    later_.setInterval(kWriteMs);
    connect(&later_, &QTimer::timeout, this, &StageForm::write);
    connect(form_, &ConfigForm::changed, this, [this] {
        if (!filling_) later_.start();
    });
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (!filling_ && table_ && !name_->text().trimmed().isEmpty()) edits_.rename(node_, name_->text().trimmed());
    });
    connect(place_, &QLineEdit::editingFinished, this, [this] {
        if (!filling_ && shown_.is_string() && toQt(shown_.get<std::string>()) != place_->text())
            edits_.setKey(node_, {}, fromQt(place_->text()));
    });
    connect(buckets_, &QListWidget::itemChanged, this, [this] {
        Json names = Json::array();
        for (const QString &each : buckets_->checkedIds()) names.push_back(fromQt(each));
        if (!filling_) edits_.setKey(node_, QStringLiteral("buckets"), names);
    });
}

void StageForm::focusName() {
    name_->setFocus(Qt::OtherFocusReason);
    name_->selectAll();
}

void StageForm::flush() {
    if (later_.isActive()) write();
}

void StageForm::showNode(const QString &id, const QString &trouble) {
    if (id != node_) flush();
    const auto table = edits_.tableOf(id);
    const Json now = table ? edits_.experiment()->table(*table) : Json();
    const bool same = id == node_ && table == table_ && now == shown_;
    node_ = id;
    table_ = table;
    trouble_->setText(trouble.isEmpty()
                          ? QString()
                          : QStringLiteral("✕ ") + QString(trouble).replace(QLatin1Char('\n'), QStringLiteral("\n✕ ")));
    trouble_->setVisible(!trouble.isEmpty());
    if (same || later_.isActive()) return;
    shown_ = now;
    filling_ = true;
    fill();
    filling_ = false;
}

void StageForm::fill() {
    const bool model = table_ && table_->list == "models";
    {
        const QSignalBlocker quiet(name_);
        name_->setText(table_ ? toQt(table_->name) : QString());
    }
    name_->setEnabled(edits_.isEditable());
    place_->setVisible(model);
    if (model && shown_.is_string()) place_->setText(toQt(shown_.get<std::string>()));
    QString about;
    own_ = ownSpec();
    spec_.clear();
    if (table_ && !model) {
        const MethodInfo *method = methodOfTable(table_->list, shown_, edits_.experiment()->catalogue());
        if (method) {
            spec_ = method->spec;
            const QString summary = methodText(method->summary);
            about = toQt(method->name) + (summary.isEmpty() ? QString() : QStringLiteral(": ") + summary);
        }
        if (table_->list == "data")
            if (const auto task = taskByName(getString(shown_, "task").value_or(""))) spec_ = (*task)->spec();
    }
    kind_->setText(about);
    kind_->setVisible(!about.isEmpty());
    fillInputs();
    fillBuckets();
    fillSettings();
    for (QWidget *each :
         {static_cast<QWidget *>(place_), static_cast<QWidget *>(buckets_), static_cast<QWidget *>(form_)})
        each->setEnabled(edits_.isEditable());
}

/// The keys of the table itself that a person sets as fields; inputs and names have places of their own.
ConfigSpec StageForm::ownSpec() const {
    if (!table_ || table_->list == "models") return {};
    if (table_->list == "stage" && (shown_.contains("fork") || !shown_.contains("algorithm")))
        return chosen(stageSpec(), {"threads"});
    if (table_->list == "stage") {
        ConfigSpec own = chosen(stageSpec(), {"seed", "threads"});
        own.front().defaultValue = edits_.experiment()->draft().experiment.seed;
        return own;
    }
    if (table_->list == "arm") return chosen(armSpec(), {"role", "trace", "threads"});
    if (shown_.contains("task")) return chosen(dataSpec(), {"count", "seed", "follow_seed", "disjoint_from"});
    return chosen(dataSpec(), {"file", "format", "mix", "weights", "of", "disjoint_from"});
}

/// What each input can be given. Everything is looked at once: a form with ten inputs is made while a person waits.
QHash<QString, QStringList> StageForm::namesByPort() const {
    QHash<QString, QStringList> out;
    const Experiment &experiment = edits_.experiment()->draft().experiment;
    const auto look = [&](const std::string &list, const std::string &name) {
        const auto ports = lapidary::portsFor(*edits_.experiment(), {list, name}, *table_);
        for (const auto &port : ports.value_or(std::vector<std::string>())) out[toQt(port)].append(toQt(name));
    };
    for (const auto &[name, place] : experiment.models) look("models", name);
    for (const DataSet &set : experiment.data) look("data", set.name);
    for (const Stage &stage : experiment.stages) look("stage", stage.name);
    return out;
}

void StageForm::fillInputs() {
    delete inputs_;
    further_->hide();
    inputs_ = new QWidget(this);
    inputsRoom_->addWidget(inputs_);
    auto *rows = new QVBoxLayout(inputs_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kGrid);
    const MethodInfo *method = table_ ? methodOfTable(table_->list, shown_, edits_.experiment()->catalogue()) : nullptr;
    if (!method || table_->list == "data" || shown_.contains("fork")) return inputs_->hide();
    const auto fitting = namesByPort();
    QVector<QWidget *> further;
    for (const Port &port : method->inputs) {
        if (table_->list == "arm" && !isModel(port.what)) continue;
        QStringList names = fitting.value(toQt(port.name));
        const TomlPath place = placeOfPort(*method, shown_, port.name);
        const Json *at = &shown_;
        for (const std::string &part : place)
            at = at && at->is_object() && at->contains(part) ? &at->at(part) : nullptr;
        const QString given = at && at->is_string() ? toQt(at->get<std::string>()) : QString();
        if (!given.isEmpty() && !names.contains(given)) names.append(given);
        QWidget *row =
            inputRow(toQt(port.name), toQt(place.back()), methodText(port.effect), names, given, port.required);
        rows->addWidget(row);
        if (!port.required && given.isEmpty()) further.append(row);
    }
    showFurther(further);
}

/// Inputs that may be left out are asked for only where somebody wants one.
void StageForm::showFurther(const QVector<QWidget *> &rows) {
    for (QWidget *row : rows) row->setVisible(furtherOpen_);
    further_->setVisible(!rows.isEmpty());
    further_->setText(furtherOpen_ ? tr("Fewer &inputs") : tr("Further &inputs (%1)").arg(rows.size()));
    further_->setAccessibleName(further_->text().remove(QLatin1Char('&')));
    disconnect(further_, nullptr, this, nullptr);
    connect(further_, &QPushButton::clicked, this, [this, rows] {
        furtherOpen_ = !furtherOpen_;
        showFurther(rows);
    });
}

QWidget *StageForm::inputRow(const QString &port, const QString &key, const QString &about, const QStringList &names,
                             const QString &given, bool required) {
    auto *row = new QWidget(inputs_);
    auto *label = plainLabel(key, Type::Caption, true, row);
    label->setToolTip(about.toHtmlEscaped());
    label->setMinimumWidth(22 * kGrid);
    auto *choice = new Choice(QStringLiteral("input:") + port, key, row);
    choice->setToolTip(about.toHtmlEscaped());
    choice->addItem(required ? tr("Choose…") : tr("Nothing"));
    choice->addItems(names);
    choice->setCurrentIndex(given.isEmpty() ? 0 : choice->findText(given));
    choice->setEnabled(edits_.isEditable());
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addWidget(label);
    layout->addWidget(choice, 1);
    connect(choice, &QComboBox::activated, this, [this, port, choice](int index) {
        edits_.setInput(node_, port, index == 0 ? QString() : choice->itemText(index));
    });
    return row;
}

void StageForm::fillBuckets() {
    const bool arm = table_ && table_->list == "arm";
    const QSignalBlocker quiet(buckets_);
    bucketsLabel_->setVisible(arm);
    buckets_->setVisible(arm);
    buckets_->clear();
    if (!arm) return;
    const Json given = shown_.value("buckets", Json::array());
    for (const DataSet &set : edits_.experiment()->draft().experiment.data)
        buckets_->add(toQt(set.name), toQt(set.name),
                      std::find(given.begin(), given.end(), Json(set.name)) != given.end());
}

void StageForm::fillSettings() {
    // What a data set is comes before its task's settings; how a stage is run behind what it does.
    const bool rows = table_ && table_->list == "data";
    ConfigSpec all = rows ? own_ : ConfigSpec();
    for (const FieldSpec &field : spec_)
        if (std::none_of(own_.begin(), own_.end(), [&](const FieldSpec &each) { return each.name == field.name; }))
            all.push_back(field);
    if (!rows) all.insert(all.end(), own_.begin(), own_.end());
    form_->setVisible(!all.empty());
    form_->setSweepable(table_ && table_->list == "stage" && shown_.contains("algorithm"));
    form_->setSpec(all);
    if (all.empty()) return;
    Json values = shown_.value("config", Json::object());
    if (!values.is_object()) values = Json::object();
    for (const FieldSpec &field : own_)
        if (shown_.contains(field.name)) values[field.name] = shown_[field.name];
    const Json sweep = shown_.value("sweep", Json::object());
    if (sweep.is_object())
        for (const auto &[key, value] : sweep.items())
            if (key != "seeds") values[key] = value;
    form_->setValues(values);
}

/// Fields that are wrong are not written: they say so themselves.
void StageForm::write() {
    later_.stop();
    if (!table_ || !form_->isValid()) return;
    const Json given = form_->given();
    Json own = wanted(own_, given, shown_);
    for (const FieldSpec &field : own_)
        if (!own.contains(field.name)) own[field.name] = nullptr;
    ConfigSpec rest;
    for (const FieldSpec &field : spec_)
        if (std::none_of(own_.begin(), own_.end(), [&](const FieldSpec &each) { return each.name == field.name; }))
            rest.push_back(field);
    const Json before = shown_.value("config", Json::object());
    Json config = wanted(rest, given, before);
    for (const auto &[key, value] : before.items()) // what the form knows nothing of stays
        if (std::none_of(rest.begin(), rest.end(), [&key = key](const FieldSpec &each) { return each.name == key; }))
            config[key] = value;
    std::optional<Json> sweep;
    const Json swept = shown_.value("sweep", Json::object());
    if (Json now = form_->sweep(); !now.empty() || !swept.empty()) {
        if (swept.contains("seeds")) now["seeds"] = swept["seeds"];
        sweep = now;
    }
    edits_.setTable(node_, own, config, sweep);
}

void StageForm::keyPressEvent(QKeyEvent *event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    flush();
    Q_EMIT closed();
}

} // namespace lapidary
