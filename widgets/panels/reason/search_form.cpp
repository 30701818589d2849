// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/search_form.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/method_text.h"
#include "widgets/forms/config_form.h"
#include "widgets/models/reason_view_model.h"
#include "widgets/models/search_setup.h"
#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lapidary {

SearchForm::SearchForm(SearchSetup &setup, ReasonViewModel &trees, QWidget *parent)
    : QWidget(parent), setup_(setup), trees_(trees) {
    makeFields();
    makeLayout();
    connectAll();
    fillForm();
    refresh();
}

void SearchForm::makeFields() {
    makeProblem();
    chat_ = new CheckBox(tr("As a &chat"), this);
    chat_->setObjectName(QStringLiteral("reasonChat"));
    chat_->setToolTip(tr("The problem is written with the model's chat template"));
    model_ = new Choice(QStringLiteral("reasonModel"), tr("Model that searches"), this);
    strategy_ = new Choice(QStringLiteral("reasonStrategy"), tr("How it searches"), this);
    rule_ = new Choice(QStringLiteral("reasonRule"), tr("How answers are found in texts"), this);
    rule_->addItem(tr("No rule"), QString());
    for (const QString &name : SearchSetup::rules()) rule_->addItem(name, name);
    for (Choice *each : {model_, strategy_, rule_}) {
        each->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        each->setMinimumContentsLength(8);
    }
    expected_ = new QLineEdit(this);
    expected_->setObjectName(QStringLiteral("reasonExpected"));
    expected_->setAccessibleName(tr("Reference answer"));
    expected_->setPlaceholderText(tr("If known"));
    about_ = plainLabel({}, Type::Caption, true, this);
    about_->setWordWrap(true);
    why_ = plainLabel({}, Type::Caption, true, this);
    why_->setObjectName(QStringLiteral("reasonWhyNot"));
    why_->setWordWrap(true);
    settings_ = button(tr("Sett&ings…"), false, this);
    settings_->setObjectName(QStringLiteral("reasonSettings"));
    makeSettings();
    run_ = button(tr("&Search"), true, this);
    run_->setObjectName(QStringLiteral("reasonRun"));
}

/// Written by hand, or one of a data set, whose answer is known.
void SearchForm::makeProblem() {
    set_ = new Choice(QStringLiteral("reasonSet"), tr("Where the problem comes from"), this);
    set_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    set_->setMinimumContentsLength(8);
    row_ = new QSpinBox(this);
    row_->setObjectName(QStringLiteral("reasonRow"));
    row_->setAccessibleName(tr("Which problem of the data set"));
    row_->setToolTip(tr("Which problem of the data set"));
    row_->setKeyboardTracking(false); // a number is asked for when it is whole
    row_->setMinimum(1);
    prompt_ = new QPlainTextEdit(this);
    prompt_->setObjectName(QStringLiteral("reasonPrompt"));
    prompt_->setAccessibleName(tr("Problem"));
    prompt_->setPlaceholderText(tr("The problem, as the model shall read it. Ctrl+Enter searches."));
    prompt_->setTabChangesFocus(true);
    prompt_->setFont(monospaceFont());
    prompt_->setFixedHeight(3 * prompt_->fontMetrics().lineSpacing() + 4 * kGrid);
    prompt_->installEventFilter(this);
}

void SearchForm::makeSettings() {
    dialog_ = new QDialog(this);
    dialog_->setObjectName(QStringLiteral("reasonSettingsDialog"));
    dialog_->setWindowTitle(tr("Settings of the strategy"));
    dialog_->resize(180 * kGrid, 150 * kGrid);
    form_ = new ConfigForm(dialog_);
    auto *done = button(tr("Done"), true, dialog_);
    done->setObjectName(QStringLiteral("reasonSettingsDone"));
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(done);
    auto *layout = new QVBoxLayout(dialog_);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(form_, 1);
    layout->addLayout(line);
    connect(settings_, &QPushButton::clicked, dialog_, &QDialog::show);
    connect(done, &QPushButton::clicked, dialog_, &QDialog::accept);
}

void SearchForm::makeLayout() {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    const auto add = [&](const QString &name, QWidget *field, QWidget *beside = nullptr) {
        auto *label = plainLabel(name, Type::Caption, true, this);
        label->setBuddy(field);
        auto *line = new QHBoxLayout;
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(label, 1);
        if (beside) line->addWidget(beside);
        layout->addLayout(line);
        layout->addWidget(field);
    };
    auto *from = new QWidget(this);
    auto *fromLine = new QHBoxLayout(from);
    fromLine->setContentsMargins(0, 0, 0, 0);
    fromLine->setSpacing(kGrid);
    fromLine->addWidget(set_, 1);
    fromLine->addWidget(row_);
    add(tr("Problem"), from, chat_);
    layout->addWidget(prompt_);
    add(tr("Model"), model_);
    auto *both = new QHBoxLayout;
    both->setSpacing(2 * kGrid);
    const auto column = [&](const QString &name, QWidget *field) {
        auto *part = new QVBoxLayout;
        part->setSpacing(kGrid);
        auto *label = plainLabel(name, Type::Caption, true, this);
        label->setBuddy(field);
        part->addWidget(label);
        part->addWidget(field);
        both->addLayout(part, 1);
    };
    column(tr("Rule"), rule_);
    column(tr("Reference answer"), expected_);
    layout->addLayout(both);
    add(tr("Strategy"), strategy_);
    layout->addWidget(about_);
    layout->addWidget(settings_);
    layout->addWidget(why_);
    layout->addWidget(run_);
}

void SearchForm::connectAll() {
    connect(prompt_, &QPlainTextEdit::textChanged, this, [this] {
        if (!filling_) setup_.setPrompt(prompt_->toPlainText());
    });
    connect(set_, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (!filling_ && at >= 0) setup_.chooseRow(set_->itemData(at).toString(), 0);
    });
    connect(row_, &QSpinBox::valueChanged, this, [this](int row) {
        if (!filling_) setup_.chooseRow(setup_.set(), row - 1);
    });
    connect(chat_, &QCheckBox::toggled, this, [this](bool on) {
        if (!filling_) setup_.setAsChat(on);
    });
    connect(model_, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (!filling_ && at >= 0) setup_.setModel(model_->itemData(at).toString());
    });
    connect(strategy_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) setup_.setStrategy(text);
    });
    connect(rule_, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (!filling_) setup_.setRule(rule_->itemData(at).toString());
    });
    connect(expected_, &QLineEdit::textEdited, &setup_, &SearchSetup::setExpected);
    connect(form_, &ConfigForm::changed, this, [this] {
        if (!filling_) setup_.setConfig(form_->given(), int(form_->problems().size()));
    });
    connect(run_, &QPushButton::clicked, this, [this] {
        if (trees_.isBusy())
            trees_.stop();
        else
            run();
    });
    connect(&setup_, &SearchSetup::specChanged, this, &SearchForm::fillForm);
    connect(&setup_, &SearchSetup::changed, this, &SearchForm::refresh);
    connect(&trees_, &ReasonViewModel::stateChanged, this, &SearchForm::refresh);
}

void SearchForm::beginWriting() {
    prompt_->setFocus();
}

void SearchForm::run() {
    if (trees_.isBusy() || !setup_.whyNot().isEmpty()) return;
    trees_.run(setup_.request());
    Q_EMIT begun();
}

void SearchForm::fillForm() {
    filling_ = true;
    form_->setSpec(setup_.spec());
    filling_ = false;
    setup_.setConfig(form_->given(), int(form_->problems().size()));
}

void SearchForm::refreshProblem() {
    const QStringList sets = setup_.sets();
    if (set_->count() != sets.size() + 1 ||
        set_->itemData(set_->count() - 1).toString() != sets.value(sets.size() - 1)) {
        set_->clear();
        set_->addItem(tr("Written by hand"), QString());
        for (const QString &name : sets) set_->addItem(name, name);
    }
    set_->setCurrentIndex(std::max(0, set_->findData(setup_.set())));
    row_->setVisible(!setup_.set().isEmpty());
    row_->setMaximum(std::max(1, setup_.rows()));
    row_->setSuffix(setup_.rows() > 0 ? tr(" of %1").arg(setup_.rows()) : QString());
    row_->setValue(setup_.row() + 1);
    if (rule_->findData(setup_.rule()) < 0) rule_->addItem(setup_.rule(), setup_.rule()); // one with an argument
}

void SearchForm::refresh() {
    filling_ = true;
    refreshProblem();
    if (prompt_->toPlainText() != setup_.prompt()) prompt_->setPlainText(setup_.prompt());
    QStringList names;
    for (const ModelValues &each : setup_.models()) names.append(each.name);
    QStringList now;
    for (int i = 0; i < model_->count(); ++i) now.append(model_->itemText(i));
    if (now != names) {
        model_->clear();
        for (const ModelValues &each : setup_.models()) model_->addItem(each.name, each.id);
    }
    model_->setCurrentIndex(model_->findData(setup_.model()));
    if (strategy_->count() != setup_.strategies().size()) {
        strategy_->clear();
        strategy_->addItems(setup_.strategies());
    }
    strategy_->setCurrentText(setup_.strategy());
    rule_->setCurrentIndex(std::max(0, rule_->findData(setup_.rule())));
    if (expected_->text().trimmed() != setup_.expected()) expected_->setText(setup_.expected());
    chat_->setVisible(setup_.canChat());
    chat_->setChecked(setup_.asChat());
    filling_ = false;
    const int changed = setup_.changedSettings();
    settings_->setText(changed > 0 ? tr("Sett&ings (%n changed)…", nullptr, changed) : tr("Sett&ings…"));
    settings_->setEnabled(!setup_.strategy().isEmpty());
    about_->setText(methodText(setup_.summary().toStdString()));
    about_->setVisible(!about_->text().isEmpty());
    const QString why = trees_.isBusy() ? QString() : setup_.whyNot();
    why_->setText(why);
    why_->setVisible(!why.isEmpty());
    run_->setText(trees_.isBusy() ? tr("&Stop") : tr("&Search"));
    run_->setEnabled(trees_.isBusy() || why.isEmpty());
}

bool SearchForm::eventFilter(QObject *watched, QEvent *event) {
    if (watched == prompt_ && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) return run(), true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lapidary
