// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/field_row.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/method_text.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/field_shown.h"
#include "widgets/forms/field_text.h"
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace lapidary {

namespace {
constexpr int kEditorWidth = 48 * kGrid;
/// A range stays on one line.
QString unbroken(QString text) {
    return text.replace(QLatin1Char(' '), QChar::Nbsp);
}
} // namespace

FieldRow::FieldRow(const FieldSpec &field, const Json &standard, QWidget *parent)
    : QWidget(parent), field_(field), standard_(standard), mark_(new ToneLabel(Type::Caption, this)),
      name_(new ToneLabel(Type::Body, this)), effect_(new ToneLabel(Type::Caption, this)),
      note_(new ToneLabel(Type::Caption, this)), reset_(button(tr("Reset"), false, this)) {
    makeEditor();
    const QString name = QString::fromStdString(field.name), unit = methodText(field.unit),
                  standardText = fieldText(standard);
    QStringList about;
    if (!field.effect.empty()) about.append(methodText(field.effect));
    if (const QString range = fieldRange(field); !range.isEmpty()) about.append(unbroken(range));
    about_ = about.join(QStringLiteral("  ·  "));
    effect_->setTone(Tone::Neutral);
    effect_->setWordWrap(true);
    note_->setWordWrap(true);
    mark_->setText(QStringLiteral("●"));
    mark_->setTone(Tone::Accent);
    mark_->setFixedWidth(3 * kGrid);
    QSizePolicy placed = mark_->sizePolicy();
    placed.setRetainSizeWhenHidden(true);
    mark_->setSizePolicy(placed);
    name_->setText(name);
    name_->setBuddy(editor_);
    editor_->setObjectName(QStringLiteral("field:") + name);
    editor_->setAccessibleName(unit.isEmpty() ? name : tr("%1 in %2").arg(name, unit));
    editor_->installEventFilter(this);
    reset_->setAccessibleName(tr("Reset %1").arg(name));
    reset_->setToolTip(tr("Back to %1").arg(standardText.isEmpty() ? tr("nothing") : standardText));
    auto *unitLabel = plainLabel(unit, Type::Caption, true, this);
    unitLabel->setFixedWidth(22 * kGrid);
    reset_->setFixedWidth(17 * kGrid);
    QSizePolicy keep = reset_->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keep);
    makeLayout(unitLabel);
    setTabOrder(editor_, reset_);
    connect(reset_, &QAbstractButton::clicked, this, [this] {
        editor_->setFocus(); // the button goes away
        reset();
    });
    showState();
}

void FieldRow::makeLayout(QWidget *unitLabel) {
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, kGrid, 0, kGrid);
    layout->setHorizontalSpacing(2 * kGrid);
    layout->setVerticalSpacing(0);
    layout->addWidget(mark_, 0, 0, Qt::AlignVCenter);
    layout->addWidget(name_, 0, 1);
    layout->addWidget(effect_, 1, 1);
    layout->addWidget(editor_, 0, 2, 2, 1, Qt::AlignVCenter);
    layout->addWidget(unitLabel, 0, 3, 2, 1);
    layout->addWidget(reset_, 0, 4, 2, 1);
    layout->addWidget(note_, 2, 1, 1, 4);
    layout->setColumnStretch(1, 1);
}

void FieldRow::makeEditor() {
    if (field_.type == FieldType::Boolean) {
        auto *box = new CheckBox(field_.name == "use_peft" ? tr("LoRA (off: all weights)") : tr("on"), this);
        connect(box, &QCheckBox::toggled, this, &FieldRow::changed);
        editor_ = box;
    } else if (field_.type == FieldType::Choice) {
        auto *choice = new Choice({}, {}, this);
        for (const auto &each : field_.choices) choice->addItem(QString::fromStdString(each));
        connect(choice, &QComboBox::currentIndexChanged, this, &FieldRow::changed);
        editor_ = choice;
    } else {
        auto *line = new QLineEdit(this);
        line->setPlaceholderText(fieldText(standard_));
        connect(line, &QLineEdit::textChanged, this, &FieldRow::changed);
        editor_ = line;
    }
    editor_->setFixedWidth(kEditorWidth);
    setValue(standard_);
    connect(this, &FieldRow::changed, this, &FieldRow::showState);
}

Json FieldRow::value() const {
    if (const auto *box = qobject_cast<QCheckBox *>(editor_)) return box->isChecked();
    if (const auto *choice = qobject_cast<QComboBox *>(editor_)) return choice->currentText().toStdString();
    const auto *line = qobject_cast<QLineEdit *>(editor_);
    return fieldValue(field_, line->text()).value_or(standard_);
}

void FieldRow::setSweepable(bool sweepable) {
    sweepable_ = sweepable && (field_.type == FieldType::Integer || field_.type == FieldType::Number);
    showState();
}

QVector<Json> FieldRow::values() const {
    const auto *line = qobject_cast<QLineEdit *>(editor_);
    if (!sweepable_ || !line) return {value()};
    QVector<Json> out;
    for (const QString &part : line->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (const auto read = fieldValue(field_, part)) out.append(*read);
    return out.isEmpty() ? QVector<Json>{value()} : out;
}

/// A number that is the standard stays empty, so that the placeholder shows it; texts have to tell empty from standard.
void FieldRow::setValue(const Json &value) {
    const bool isNumber = field_.type == FieldType::Integer || field_.type == FieldType::Number;
    if (auto *box = qobject_cast<QCheckBox *>(editor_))
        box->setChecked(value.is_boolean() && value.get<bool>());
    else if (auto *choice = qobject_cast<QComboBox *>(editor_))
        choice->setCurrentText(fieldText(value));
    else if (auto *line = qobject_cast<QLineEdit *>(editor_))
        line->setText(isNumber && sameFieldValue(value, standard_) ? QString() : fieldText(value));
}

bool FieldRow::isChanged() const {
    return !sameFieldValue(value(), standard_);
}
bool FieldRow::differsFromOther() const {
    return other_ && !sameFieldValue(value(), *other_);
}
void FieldRow::reset() {
    setValue(standard_);
}
QString FieldRow::group() const {
    return fieldGroup(field_);
}

void FieldRow::setProblem(const QString &sentence, const QString &warning) {
    if (sentence == problem_ && warning == warning_) return;
    problem_ = sentence;
    warning_ = warning;
    showState();
}

void FieldRow::setOther(const QString &run, const std::optional<Json> &value) {
    otherRun_ = run;
    other_ = value;
    showState();
}

void FieldRow::showState() {
    const bool isNow = isChanged();
    mark_->setVisible(isNow);
    name_->setStrong(isNow);
    reset_->setVisible(isNow);
    // An empty number shows its default in the editor; all others tell it where they differ from it.
    const QString standardText = fieldText(field_.defaultValue);
    const QString standard =
        unbroken(standardText.isEmpty() ? tr("empty by default") : tr("default %1").arg(standardText));
    QStringList said{about_};
    if (isNow && !sameFieldValue(standard_, field_.defaultValue)) // what the run had it at stands nowhere any more
        said.append(
            unbroken(fieldText(standard_).isEmpty() ? tr("was empty") : tr("was %1").arg(fieldText(standard_))));
    if (!sameFieldValue(value(), field_.defaultValue)) said.append(standard);
    effect_->setText(said.join(QStringLiteral("  ·  ")));
    QString note;
    if (!problem_.isEmpty())
        note = QStringLiteral("✕ ") + problem_;
    else if (!warning_.isEmpty())
        note = QStringLiteral("⚠ ") + warning_;
    else if (!dormant_.isEmpty())
        note = tr("Says something only with: %1").arg(dormant_);
    else if (isSwept())
        note = tr("%1 values: a run for each").arg(values().size());
    else if (differsFromOther())
        note = QStringLiteral("≠ ") +
               tr("%1 in %2").arg(fieldText(*other_).isEmpty() ? tr("nothing") : fieldText(*other_), otherRun_);
    note_->setText(note);
    note_->setTone(!problem_.isEmpty()   ? Tone::Bad
                   : !warning_.isEmpty() ? Tone::Warning
                   : !dormant_.isEmpty() ? Tone::Neutral
                                         : Tone::Accent);
    note_->setVisible(!note.isEmpty());
    QString description = QStringLiteral("%1, %2").arg(about_, standard);
    if (isNow) description = tr("Changed. %1").arg(description);
    if (sweepable_) description += QLatin1Char(' ') + tr("Several values with commas between them make a run each.");
    if (!note.isEmpty()) description = note + QLatin1Char(' ') + description;
    editor_->setAccessibleDescription(description);
    editor_->setToolTip(description);
}

QVector<QWidget *> FieldRow::tabStops() const {
    return {editor_, reset_};
}

void FieldRow::setDormant(const QString &switches) {
    if (switches == dormant_) return;
    dormant_ = switches;
    showState();
}

bool FieldRow::matches(const QString &search) const {
    return search.isEmpty() || name_->text().contains(search, Qt::CaseInsensitive) ||
           about_.contains(search, Qt::CaseInsensitive) || group().contains(search, Qt::CaseInsensitive) ||
           fieldSynonyms(field_.name).contains(search, Qt::CaseInsensitive);
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Wheel && !editor_->hasFocus()) {
        event->ignore(); // scrolling over the form changes nothing
        return true;
    }
    if (event->type() == QEvent::KeyPress && qobject_cast<QLineEdit *>(editor_)) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) return focusNextPrevChild(key == Qt::Key_Down);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
