// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/change_dialog.h"
#include "core/config/changeable.h"
#include "widgets/common/core_text.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_shown.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <algorithm>

namespace lapidary {

Json knownSettings(const ConfigSpec &spec, const Json &settings) {
    Json out = Json::object();
    for (const FieldSpec &field : spec)
        out[field.name] = settings.contains(field.name) ? settings.at(field.name) : field.defaultValue;
    return out;
}

ConfigSpec changeableSpec(const ConfigSpec &spec, const Json &settings) {
    ConfigSpec out;
    for (const FieldSpec &field : spec) {
        if (!isChangeable(field.name, settings)) continue;
        // One that says nothing now is offered where what it waits for can be changed as well.
        const QStringList switches = fieldSwitches(field, settings);
        const bool mayBeShown =
            isFieldShown(field, settings) || std::any_of(switches.begin(), switches.end(), [&](const QString &each) {
                return isChangeable(each.toStdString(), settings);
            });
        if (!mayBeShown) continue;
        out.push_back(field);
        out.back().rules.clear();
    }
    return out;
}

ChangeDialog::ChangeDialog(const QString &run, ConfigSpec spec, const Json &settings, QWidget *parent)
    : QDialog(parent), spec_(std::move(spec)), settings_(knownSettings(spec_, settings)), form_(new ConfigForm(this)),
      problems_(new ToneLabel(Type::Body, this)), change_(button(tr("&Change"), true, this)) {
    setObjectName(QStringLiteral("changeDialog"));
    setWindowTitle(tr("Change settings of “%1”").arg(run));
    change_->setObjectName(QStringLiteral("changeStart"));
    makeLayout();
    form_->setSpec(changeableSpec(spec_, settings_), settings_);
    connect(form_, &ConfigForm::changed, this, &ChangeDialog::refresh);
    connect(change_, &QPushButton::clicked, this, &QDialog::accept);
    refresh();
    resize(170 * kGrid, 140 * kGrid);
}

void ChangeDialog::makeLayout() {
    auto *about = plainLabel(tr("The values count from the next step on. Log, curves and report tell that they were "
                                "changed, and the run is not taken for one with the settings that it was begun with. "
                                "What is not listed stands for the whole run: fork it to try another."),
                             Type::Body, true, this);
    about->setWordWrap(true);
    problems_->setTone(Tone::Bad);
    problems_->setWordWrap(true);
    auto *cancel = button(tr("Cancel"), false, this);
    cancel->setAutoDefault(false);
    change_->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(problems_, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(change_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(windowTitle(), Type::Title, false, this));
    layout->addWidget(about);
    layout->addWidget(form_, 1);
    layout->addLayout(buttons);
}

Json ChangeDialog::changes() const {
    return form_->changes();
}

void ChangeDialog::refresh() {
    QStringList wrong;
    if (const auto fields = form_->problems().size(); fields > 0) {
        wrong.append(fields == 1 ? tr("A field of the form is wrong.")
                                 : tr("%1 fields of the form are wrong.").arg(fields));
    } else if (const auto changed = changeSettings(spec_, settings_, form_->changes()); !changed) {
        for (const Error &each : changed.error()) wrong.append(coreText(each));
    }
    for (QString &each : wrong) each.prepend(QStringLiteral("✕ "));
    problems_->setText(wrong.join(QLatin1Char('\n')));
    change_->setEnabled(wrong.isEmpty() && !form_->changes().empty());
}

} // namespace lapidary
