// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/owned_set_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/qt_text.h"
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

namespace {

constexpr int kMostShown = 12; ///< users: more would not fit a small window

QString userWord(const SetUse &use) {
    const QString name = toQt(use.name);
    if (use.kind == "data") return OwnedSetDialog::tr("data set %1").arg(name);
    if (use.kind == "stage") return OwnedSetDialog::tr("stage %1").arg(name);
    if (use.kind == "arm") return OwnedSetDialog::tr("arm %1").arg(name);
    return OwnedSetDialog::tr("run %1").arg(name);
}

QString listed(const std::vector<SetUse> &uses, const std::function<bool(const SetUse &)> &meant) {
    QStringList out;
    int more = 0;
    for (const SetUse &use : uses)
        if (meant(use) && out.size() < kMostShown)
            out.append(userWord(use));
        else if (meant(use))
            ++more;
    if (more > 0) out.append(OwnedSetDialog::tr("%1 more").arg(more));
    return out.join(OwnedSetDialog::tr(", "));
}

} // namespace

OwnedSetDialog::OwnedSetDialog(OwnedSets &sets, const SetName &set, const QString &shown, Task task, QWidget *parent)
    : QDialog(parent), sets_(sets), set_(set), task_(task), uses_(plainLabel({}, Type::Body, true, this)),
      problem_(new ToneLabel(Type::Body, this)) {
    const bool renames = task == Task::Rename;
    setObjectName(renames ? QStringLiteral("renameSetDialog") : QStringLiteral("deleteSetDialog"));
    setWindowTitle(renames ? tr("Rename a data set") : tr("Delete a data set"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    auto *title =
        plainLabel(renames ? tr("Rename “%1”").arg(shown) : tr("Delete “%1”?").arg(shown), Type::Title, false, this);
    title->setWordWrap(true);
    layout->addWidget(title);
    apply_ = button(renames ? tr("&Rename") : tr("&Delete"), true, this);
    apply_->setObjectName(QStringLiteral("setApply"));
    apply_->setDefault(true);
    if (renames) makeName(*layout);
    uses_->setObjectName(QStringLiteral("setUses"));
    uses_->setWordWrap(true);
    problem_->setObjectName(QStringLiteral("setProblem"));
    problem_->setTone(Tone::Bad);
    problem_->setWordWrap(true);
    problem_->hide();
    layout->addWidget(uses_);
    layout->addWidget(problem_);
    layout->addStretch();
    makeButtons(*layout);
    connect(&sets_, &OwnedSets::usesKnown, this, &OwnedSetDialog::showUses);
    connect(&sets_, &OwnedSets::changed, this, &OwnedSetDialog::refresh);
    connect(&sets_, &OwnedSets::answered, this, [this](const SetAnswer &answer) {
        if (!asked_) return;
        asked_ = false;
        if (answer.why.isEmpty()) return accept();
        problem_->setText(QStringLiteral("✕ ") + answer.why);
        problem_->show();
        refresh();
    });
    resize(120 * kGrid, 55 * kGrid);
    sets_.askUses(set_);
    refresh();
}

void OwnedSetDialog::makeName(QVBoxLayout &column) {
    name_ = new QLineEdit(toQt(set_.name), this);
    name_->setObjectName(QStringLiteral("setName"));
    name_->setMaxLength(60);
    name_->selectAll();
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(4 * kGrid);
    auto *words = plainLabel(tr("&Name"), Type::Body, true, this);
    words->setBuddy(name_);
    words->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding); // in line with its field
    form->addRow(words, name_);
    column.addLayout(form);
    connect(name_, &QLineEdit::textChanged, this, &OwnedSetDialog::refresh);
}

void OwnedSetDialog::makeButtons(QVBoxLayout &column) {
    auto *close = button(tr("&Close"), false, this);
    close->setObjectName(QStringLiteral("setClose"));
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(apply_);
    column.addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply_, &QPushButton::clicked, this, &OwnedSetDialog::apply);
}

void OwnedSetDialog::showUses(const SetUses &uses) {
    if (!(uses.set == set_)) return;
    known_ = uses;
    refresh();
}

QString OwnedSetDialog::usesText() const {
    if (!known_) return tr("Looking who needs it …");
    if (!known_->why.isEmpty()) return known_->why;
    const auto &uses = known_->uses;
    const auto named = [](const SetUse &use) { return use.kind != "run"; };
    const QString needed = listed(uses, [](const SetUse &use) { return use.blocks; });
    const QString runs = listed(uses, [&](const SetUse &use) { return !named(use) && !use.blocks; });
    QStringList out;
    if (task_ == Task::Delete) {
        if (!needed.isEmpty())
            return tr("It is needed by %1. Give these another data set first, or take them away.").arg(needed);
        out.append(tr("It goes to the project's trash: “Deleted data sets…” puts it back."));
        if (set_.kind == SetName::Kind::Named) out.append(tr("Rows that were frozen of it stay."));
        if (set_.kind == SetName::Kind::Curated) out.append(tr("Its history goes with it, and comes back with it."));
        if (!runs.isEmpty()) out.append(tr("These have read it and keep their rows: %1.").arg(runs));
        return out.join(QLatin1Char('\n'));
    }
    const QString all = listed(uses, named);
    const QString anew = listed(uses, [](const SetUse &use) { return use.anew; });
    if (set_.kind == SetName::Kind::Curated)
        out.append(tr("Its rows, tags and history stay as they are."));
    else
        out.append(all.isEmpty() ? tr("Nothing in the experiment names it.")
                                 : tr("The new name goes wherever it is named: %1.").arg(all));
    if (!anew.isEmpty()) out.append(tr("Measured again when they are run next: %1.").arg(anew));
    return out.join(QLatin1Char('\n'));
}

void OwnedSetDialog::refresh() {
    uses_->setText(usesText());
    const bool known = known_ && known_->why.isEmpty();
    const bool needed =
        known && task_ == Task::Delete &&
        std::any_of(known_->uses.begin(), known_->uses.end(), [](const SetUse &use) { return use.blocks; });
    const QString name = name_ ? name_->text().trimmed() : QString();
    const bool other = !name_ || (!name.isEmpty() && name != toQt(set_.name));
    apply_->setEnabled(known && !needed && other && !asked_ && sets_.canChange());
}

void OwnedSetDialog::apply() {
    problem_->hide();
    asked_ = true;
    if (task_ == Task::Rename)
        sets_.rename(set_, name_->text().trimmed());
    else
        sets_.remove(set_);
    refresh();
}

} // namespace lapidary
