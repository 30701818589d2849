// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/config_form.h"
#include "widgets/common/check_box.h"
#include "widgets/common/labels.h"
#include "widgets/forms/field_row.h"
#include "widgets/forms/field_text.h"
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

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
    search_->clear(); // what was looked for in another form hides fields of this one
    rows_.clear();
    headings_.clear();
    fields_ = new QWidget;
    auto *layout = new QVBoxLayout(fields_);
    layout->setContentsMargins(0, 0, 2 * kGrid, 0);
    layout->setSpacing(0);
    // Groups in the order of their first field; the method's own third, behind optimiser and length, which all methods
    // share.
    QStringList groups;
    for (const FieldSpec &field : spec)
        if (const QString group = fieldGroup(field); !groups.contains(group)) groups.append(group);
    if (const QString own = fieldGroup({}); groups.removeOne(own))
        groups.insert(std::min<qsizetype>(2, groups.size()), own);
    for (const QString &group : groups) {
        auto *heading = plainLabel(group, Type::Heading, false, fields_);
        heading->setContentsMargins(0, 4 * kGrid, 0, kGrid);
        layout->addWidget(heading);
        headings_.append({group, heading});
        for (const FieldSpec &field : spec) {
            if (fieldGroup(field) != group) continue;
            auto *row = new FieldRow(
                field, standard.contains(field.name) ? standard.at(field.name) : field.defaultValue, fields_);
            layout->addWidget(row);
            rows_.append(row);
            connect(row, &FieldRow::changed, this, &ConfigForm::check);
        }
    }
    layout->addStretch();
    area_->setWidget(fields_);             // the old one goes
    fields_->setAutoFillBackground(false); // the surface beneath is seen
    orderTabs();
    check();
}

/// The fields are made anew and would come last of the whole window: Tab goes from the head of the form through them.
void ConfigForm::orderTabs() {
    QWidget *before = onlyChanged_;
    for (FieldRow *row : std::as_const(rows_))
        for (QWidget *each : row->tabStops()) {
            setTabOrder(before, each);
            before = each;
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
        if (const Json value = row->value(); !sameFieldValue(value, row->field().defaultValue))
            out[row->field().name] = value;
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
    }
    filter();
    Q_EMIT changed();
}

/// A row that has the focus never goes away under the person's hands.
void ConfigForm::filter() {
    const QString wanted = search_->text().trimmed();
    bool any = false;
    for (Heading &heading : headings_) {
        bool inGroup = false;
        for (FieldRow *row : std::as_const(rows_)) {
            if (row->group() != heading.title) continue;
            const bool telling = !onlyChanged_->isChecked() || row->isChanged() || !row->problem().isEmpty() ||
                                 !row->warning().isEmpty() || row->differsFromOther();
            const bool shown = (row->matches(wanted) && telling) || row->editor()->hasFocus();
            row->setVisible(shown);
            inGroup |= shown;
        }
        heading.label->setVisible(inGroup);
        any |= inGroup;
    }
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
