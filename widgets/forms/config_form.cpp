// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/config_form.h"
#include "widgets/common/check_box.h"
#include "widgets/common/labels.h"
#include "widgets/forms/field_row.h"
#include "widgets/forms/field_shown.h"
#include "widgets/forms/field_text.h"
#include <QAbstractButton>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

ConfigForm::ConfigForm(QWidget *parent)
    : QWidget(parent), search_(new QLineEdit(this)), onlyChanged_(new CheckBox(tr("Only &changed"), this)),
      nothing_(plainLabel(tr("No field of this name."), Type::Body, true, this)), area_(new QScrollArea(this)) {
    search_->setObjectName(QStringLiteral("formSearch"));
    search_->setAccessibleName(tr("Search the fields"));
    search_->setPlaceholderText(tr("Search the fields (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    onlyChanged_->setObjectName(QStringLiteral("onlyChanged"));
    onlyChanged_->setToolTip(tr("Fields that were changed, are wrong, or differ from the run that is compared with"));
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->viewport()->setAutoFillBackground(false);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nothing_->hide();
    auto *top = new QHBoxLayout;
    top->setSpacing(3 * kGrid);
    top->addWidget(search_, 1);
    top->addWidget(onlyChanged_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGrid);
    layout->addLayout(top);
    layout->addWidget(nothing_);
    layout->addWidget(area_, 1);
    auto *find = new QShortcut(QKeySequence::Find,
                               this); // from anywhere in the window: what stands around the form has the focus first
    connect(find, &QShortcut::activated, this, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    connect(search_, &QLineEdit::textChanged, this, &ConfigForm::filter);
    connect(onlyChanged_, &QCheckBox::toggled, this, &ConfigForm::filter);
}

void ConfigForm::setSpec(const ConfigSpec &spec, const Json &standard) {
    spec_ = spec;
    search_->clear();                // what was looked for in another form hides fields of this one,
    onlyChanged_->setChecked(false); // and a new form has no changes to show
    rows_.clear();
    headings_.clear();
    advanced_ = nullptr;
    fields_ = new QWidget;
    auto *layout = new QVBoxLayout(fields_);
    layout->setContentsMargins(0, 0, 2 * kGrid, 0);
    layout->setSpacing(0);
    QVector<const FieldSpec *> first, rest;
    for (const FieldSpec &field : spec) (folding_ && essentialRank(field.name) >= 0 ? first : rest).append(&field);
    std::stable_sort(first.begin(), first.end(), [](const FieldSpec *a, const FieldSpec *b) {
        return essentialRank(a->name) < essentialRank(b->name);
    });
    if (!first.isEmpty()) {
        addGroup(*layout, tr("Essentials"), first, standard, false);
        addFold(*layout, int(rest.size()));
    }
    // Groups in the order of their first field; the method's own third, behind optimiser and length, which all methods
    // share.
    QStringList groups;
    for (const FieldSpec *field : std::as_const(rest))
        if (const QString group = fieldGroup(*field); !groups.contains(group)) groups.append(group);
    if (const QString own = fieldGroup({}); groups.removeOne(own))
        groups.insert(std::min<qsizetype>(2, groups.size()), own);
    for (const QString &group : std::as_const(groups)) {
        QVector<const FieldSpec *> fields;
        for (const FieldSpec *field : std::as_const(rest))
            if (fieldGroup(*field) == group) fields.append(field);
        addGroup(*layout, group, fields, standard, advanced_ != nullptr);
    }
    layout->addStretch();
    area_->setWidget(fields_);             // the old one goes
    fields_->setAutoFillBackground(false); // the surface beneath is seen
    orderTabs();
    check();
}

void ConfigForm::addGroup(QVBoxLayout &layout, const QString &title, const QVector<const FieldSpec *> &fields,
                          const Json &standard, bool folded) {
    auto *heading = plainLabel(title, Type::Heading, false, fields_);
    heading->setContentsMargins(0, 4 * kGrid, 0, kGrid);
    layout.addWidget(heading);
    headings_.append({.label = heading, .folded = folded});
    for (const FieldSpec *field : fields) {
        auto *row = new FieldRow(
            *field, standard.contains(field->name) ? standard.at(field->name) : field->defaultValue, fields_);
        row->setSweepable(sweepable_);
        layout.addWidget(row);
        rows_.append(row);
        headings_.last().rows.append(row);
        connect(row, &FieldRow::changed, this, &ConfigForm::check);
    }
}

void ConfigForm::addFold(QVBoxLayout &layout, int fields) {
    advanced_ = button({}, false, fields_);
    advanced_->setObjectName(QStringLiteral("advanced"));
    advanced_->setCheckable(true);
    const auto say = [this, fields](bool open) {
        advanced_->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) +
                           tr("Ad&vanced: %1 settings").arg(fields));
    };
    say(false);
    layout.addSpacing(4 * kGrid);
    layout.addWidget(advanced_, 0, Qt::AlignLeft);
    connect(advanced_, &QAbstractButton::toggled, this, [this, say](bool open) {
        say(open);
        filter();
    });
}

void ConfigForm::setInputs(const QStringList &names) {
    if (names == inputs_) return;
    inputs_ = names;
    filter();
}

/// The fields are made anew and would come last of the whole window: Tab goes from the head of the form through them.
void ConfigForm::orderTabs() {
    QWidget *before = onlyChanged_;
    const auto behind = [&](QWidget *each) {
        setTabOrder(before, each);
        before = each;
    };
    bool folded = false;
    for (const Heading &heading : std::as_const(headings_)) {
        if (heading.folded && !std::exchange(folded, true)) behind(advanced_);
        for (const FieldRow *row : heading.rows)
            for (QWidget *each : row->tabStops()) behind(each);
    }
}

void ConfigForm::setValues(const Json &values) {
    filling_ = true;
    for (FieldRow *row : std::as_const(rows_))
        if (const auto it = values.find(row->field().name); it != values.end()) row->setValue(*it);
    filling_ = false;
    check();
}

void ConfigForm::setOther(const QString &run, const Json &config) {
    for (FieldRow *row : std::as_const(rows_)) {
        const auto it = config.find(row->field().name);
        row->setOther(run, run.isEmpty() ? std::nullopt
                                         : std::optional(it == config.end() ? row->field().defaultValue : Json(*it)));
    }
    filter();
}

Json ConfigForm::given() const {
    Json out = Json::object();
    for (const FieldRow *row : rows_)
        if (const Json value = row->value(); !row->isSwept() && !sameFieldValue(value, row->field().defaultValue))
            out[row->field().name] = value;
    return out;
}

Json ConfigForm::sweep() const {
    Json out = Json::object();
    for (const FieldRow *row : rows_)
        if (row->isSwept()) out[row->field().name] = row->values();
    return out;
}

Json ConfigForm::changes() const {
    Json out = Json::object();
    for (const FieldRow *row : rows_)
        if (row->isChanged()) out[row->field().name] = row->value();
    return out;
}

FieldRow *ConfigForm::row(const QString &name) const {
    for (FieldRow *row : rows_)
        if (row->field().name == name.toStdString()) return row;
    return nullptr;
}

void ConfigForm::check() {
    if (filling_) return;
    const auto resolved = resolve(spec_, given());
    const Findings found = resolved ? checkRules(spec_, *resolved) : Findings{.errors = resolved.error()};
    problems_ = found.errors;
    for (FieldRow *row : std::as_const(rows_)) {
        const auto sentence = [row](const Problems &list) {
            const auto at = std::find_if(list.begin(), list.end(),
                                         [row](const Error &each) { return each.field == row->field().name; });
            return at == list.end() ? QString() : problemSentence(*at);
        };
        row->setProblem(sentence(found.errors), sentence(found.warnings));
        if (row->isSwept()) checkSwept(*row);
    }
    filter();
    Q_EMIT changed();
}

/// Each of its values is checked beside the single values of all other fields.
void ConfigForm::checkSwept(FieldRow &row) {
    QStringList wrong, warned;
    Problems problems;
    const auto values = row.values();
    for (qsizetype i = 0; i < values.size(); ++i) {
        Json one = given();
        one[row.field().name] = values[i];
        const auto resolved = resolve(spec_, one);
        Findings found = resolved ? checkRules(spec_, *resolved) : Findings{.errors = resolved.error()};
        if (values.indexOf(values[i]) < i)
            found.errors.push_back({.code = "experiment.swept_twice",
                                    .message = "a value is swept twice",
                                    .field = row.field().name,
                                    .found = dumpJson(values[i])});
        for (const Error &each : found.errors) {
            if (each.field != row.field().name) continue;
            if (wrong.isEmpty()) problems.push_back(each);
            wrong.append(problemSentence(each));
        }
        for (const Error &each : found.warnings)
            if (each.field == row.field().name) warned.append(problemSentence(each));
    }
    row.setProblem(wrong.value(0), warned.value(0));
    problems_.insert(problems_.end(), problems.begin(), problems.end());
}

/// The values of all fields, and which inputs are given: what decides whether a field says something.
Json ConfigForm::table() const {
    Json out = Json::object();
    for (const FieldRow *row : rows_) out[row->field().name] = row->value();
    for (const QString &input : inputs_) out["input:" + input.toStdString()] = true;
    return out;
}

/// A row that has the focus never goes away under the person's hands, and one that was changed or is wrong is seen
/// wherever it stands.
bool ConfigForm::isShown(const FieldRow &row, const QString &wanted, const Json &table) const {
    const bool telling = row.isChanged() || !row.problem().isEmpty() || !row.warning().isEmpty();
    if (row.editor()->hasFocus()) return true;
    if (!row.matches(wanted)) return false;
    if (onlyChanged_->isChecked()) return telling || row.differsFromOther();
    return telling || !wanted.isEmpty() || isFieldShown(row.field(), table); // whoever looks for it finds it
}

/// What is looked for and says nothing yet tells so, and the switches that wake it stand beside it.
QStringList ConfigForm::wakeDormant(const QString &wanted, const Json &table) {
    QStringList switches;
    for (FieldRow *row : std::as_const(rows_)) {
        const bool dormant = !isFieldShown(row->field(), table) && !row->isChanged();
        const QStringList needs = dormant ? fieldSwitches(row->field(), table) : QStringList();
        row->setDormant(needs.join(QStringLiteral(", ")));
        if (!wanted.isEmpty() && row->matches(wanted)) switches += needs;
    }
    return switches;
}

void ConfigForm::reveal(const QString &name) {
    FieldRow *found = row(name);
    if (!found) return;
    search_->clear();
    onlyChanged_->setChecked(false);
    found->show(); // a wrong field is on show wherever it stands; its place comes with the next layout
    QMetaObject::invokeMethod(
        found,
        [this, found] {
            area_->ensureWidgetVisible(found, 0, 10 * kGrid);
            found->editor()->setFocus(Qt::OtherFocusReason);
        },
        Qt::QueuedConnection);
}

void ConfigForm::filter() {
    const QString wanted = search_->text().trimmed();
    const Json now = table();
    const bool whole = !wanted.isEmpty() || onlyChanged_->isChecked();
    const bool open = whole || !advanced_ || advanced_->isChecked();
    const QStringList switches = wakeDormant(wanted, now);
    bool any = false;
    for (Heading &heading : headings_) {
        bool inGroup = false;
        for (FieldRow *row : std::as_const(heading.rows)) {
            const bool loud = row->isChanged() || !row->problem().isEmpty() || row->editor()->hasFocus();
            const bool wakes = switches.contains(QString::fromStdString(row->field().name));
            const bool shown = wakes || (isShown(*row, wanted, now) && (!heading.folded || open || loud));
            row->setVisible(shown);
            inGroup |= shown;
        }
        heading.label->setVisible(inGroup);
        any |= inGroup;
    }
    if (advanced_) advanced_->setVisible(!whole);
    nothing_->setText(wanted.isEmpty() ? tr("Nothing has been changed.") : tr("No field matches “%1”.").arg(wanted));
    nothing_->setVisible(!any && !rows_.isEmpty());
}

void ConfigForm::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape && search_->hasFocus() && !search_->text().isEmpty()) {
        search_->clear();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace lapidary
