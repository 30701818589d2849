// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/launch_page.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_row.h"
#include "widgets/forms/field_text.h"
#include "widgets/panels/train/algorithm_card.h"
#include <QClipboard>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace lapidary {

namespace {

constexpr int kSummaryWidth = 88 * kGrid;

void fill(Choice *choice, const QStringList &entries, const QString &current) {
    choice->clear();
    choice->addItems(entries);
    choice->setCurrentIndex(int(entries.indexOf(current)));
}

} // namespace

LaunchPage::LaunchPage(LaunchViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), algorithm_(new Choice(QStringLiteral("launchAlgorithm"), tr("Algorithm"), this)),
      base_(new Choice(QStringLiteral("launchModel"), tr("Model to begin from"), this)),
      data_(new Choice(QStringLiteral("launchData"), tr("Data to learn from"), this)),
      step_(new Choice(QStringLiteral("launchStep"), tr("Checkpoint to fork from"), this)),
      other_(new Choice(QStringLiteral("launchCompare"), tr("Run that the settings are compared with"), this)),
      seed_(new QLineEdit(this)), name_(new QLineEdit(this)), form_(new ConfigForm(this)) {
    name_->setObjectName(QStringLiteral("launchName"));
    name_->setAccessibleName(tr("Name of the training"));
    seed_->setObjectName(QStringLiteral("launchSeed"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->setToolTip(tr("Where chance begins: the same seed on the same inputs gives the same run"));
    static const QRegularExpression whole(QStringLiteral("[0-9]{0,18}"));
    seed_->setValidator(new QRegularExpressionValidator(whole, seed_));
    auto *frame = card(this);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(5 * kGrid, 4 * kGrid, 3 * kGrid, 3 * kGrid);
    inside->setSpacing(4 * kGrid);
    inside->addWidget(makeChoices());
    inside->addWidget(form_, 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(4 * kGrid);
    columns->addWidget(frame, 1);
    columns->addWidget(makeSummary());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeHeader());
    layout->addLayout(columns, 1);

    connectAll();
    refresh();
}

void LaunchPage::connectAll() {
    connect(algorithm_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setAlgorithm(text);
    });
    connect(base_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setModel(text);
    });
    connect(data_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setData(text);
    });
    connect(step_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (!filling_) model_.setStep(step_->itemData(index).toLongLong());
    });
    connect(name_, &QLineEdit::textEdited, &model_, &LaunchViewModel::setName);
    connect(seed_, &QLineEdit::textEdited, this, [this](const QString &text) {
        model_.setSeed(text.isEmpty() ? std::nullopt : std::optional(text.toULongLong()));
    });
    connect(other_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (!filling_) compareWith(index);
    });
    connect(form_, &ConfigForm::changed, this, [this] {
        if (!filling_) model_.setConfig(form_->given(), int(form_->problems().size()), form_->sweep());
    });
    connect(start_, &QPushButton::clicked, &model_, &LaunchViewModel::start);
    connect(&model_, &LaunchViewModel::begun, this, [this] {
        fillForm();
        fillChoices();
        refresh();
        name_->setFocus(); // keys reach all the rest from here
        name_->selectAll();
    });
    connect(&model_, &LaunchViewModel::specChanged, this, [this] {
        fillForm();
        fillChoices();
    });
    connect(&model_, &LaunchViewModel::changed, this, &LaunchPage::refresh);
}

QWidget *LaunchPage::makeHeader() {
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    title_ = plainLabel({}, Type::Title, false, header);
    title_->setObjectName(QStringLiteral("launchTitle"));
    back_ = button(tr("&Back to the curves"), false, header);
    back_->setObjectName(QStringLiteral("launchBack"));
    back_->setToolTip(tr("Nothing is started (Esc)"));
    connect(back_, &QPushButton::clicked, this, &LaunchPage::closed);
    settings_ = button(tr("&Import settings…"), false, header);
    settings_->setObjectName(QStringLiteral("launchSettings"));
    settings_->setToolTip(tr("Fill the form from a YAML file as TRL's command takes it by --config"));
    connect(settings_, &QPushButton::clicked, this, &LaunchPage::askForSettings);
    layout->addWidget(title_, 1);
    layout->addWidget(settings_);
    layout->addWidget(back_);
    return header;
}

void LaunchPage::askForSettings() {
    auto *dialog = new QFileDialog(this, tr("Import the settings of a training"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Settings of TRL (*.yaml *.yml)"), tr("All files (*)")});
    dialog->setOptions(QFileDialog::ReadOnly); // choosing deletes and renames nothing
    connect(dialog, &QFileDialog::fileSelected, &model_, &LaunchViewModel::importSettings);
    dialog->open();
}

namespace {

constexpr int kColumns = 3;

/// A label above its editor, as one cell of the grid.
QWidget *titled(const QString &text, QWidget *editor, QWidget *parent) {
    auto *cell = new QWidget(parent);
    auto *inside = new QVBoxLayout(cell);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(kGrid);
    auto *label = plainLabel(text, Type::Caption, true, cell);
    label->setBuddy(editor);
    editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    inside->addWidget(label);
    inside->addWidget(editor);
    return cell;
}

} // namespace

QWidget *LaunchPage::makeChoices() {
    auto *box = new QWidget(this);
    grid_ = new QGridLayout(box);
    grid_->setContentsMargins(0, 0, 2 * kGrid, 0);
    grid_->setHorizontalSpacing(3 * kGrid);
    grid_->setVerticalSpacing(2 * kGrid);
    grid_->addWidget(titled(tr("Name"), name_, box), 0, 0);
    grid_->addWidget(titled(tr("Algorithm"), algorithm_, box), 0, 1);
    baseCell_ = titled(tr("Model"), base_, box);
    stepCell_ = titled(tr("From the checkpoint of step"), step_, box);
    dataCell_ = titled(tr("Data"), data_, box);
    seedCell_ = titled(tr("Seed"), seed_, box);
    otherCell_ = titled(tr("Compare with"), other_, box);
    grid_->addWidget(baseCell_, 0, 2);
    grid_->addWidget(stepCell_, 0, 2);
    for (int column = 0; column < kColumns; ++column) grid_->setColumnStretch(column, 1);
    card_ = plainLabel({}, Type::Caption, true, box);
    card_->setObjectName(QStringLiteral("algorithmCard"));
    card_->setWordWrap(true);
    card_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    card_->setFocusPolicy(Qt::NoFocus);
    grid_->addWidget(card_, 20, 0, 1, kColumns); // behind all inputs that an algorithm may have
    placeCells();
    return box;
}

/// Behind the first row: what it learns from, what it is measured on, the seed, what else it reads; and last what the
/// form is compared with, which changes nothing.
void LaunchPage::placeCells() {
    QVector<QWidget *> cells{dataCell_};
    if (const auto held = portsOnShow_.indexOf(QLatin1String("eval")); held >= 0) cells.append(ports_[held]);
    cells.append(seedCell_);
    for (QWidget *each : std::as_const(ports_))
        if (!cells.contains(each)) cells.append(each);
    cells.append(otherCell_);
    if (dataCell_->isHidden()) cells.removeOne(dataCell_); // of a fork
    for (int i = 0; i < cells.size(); ++i) grid_->addWidget(cells[i], 1 + i / kColumns, i % kColumns);
    orderChoices();
}

/// Tab goes from left to right.
void LaunchPage::orderChoices() {
    QWidget *before = name_;
    QVector<QWidget *> order{algorithm_, base_, step_, data_};
    const auto held = portsOnShow_.indexOf(QLatin1String("eval"));
    if (held >= 0) order.append(ports_[held]->findChild<Choice *>());
    order.append(seed_);
    for (qsizetype i = 0; i < ports_.size(); ++i)
        if (i != held) order.append(ports_[i]->findChild<Choice *>());
    order.append(other_);
    for (QWidget *each : std::as_const(order)) {
        setTabOrder(before, each);
        before = each;
    }
    setTabOrder(before, form_);
}

QWidget *LaunchPage::makeSummary() {
    auto *column = new QWidget(this);
    column->setFixedWidth(kSummaryWidth);
    auto *frame = card(column);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 4 * kGrid);
    inside->setSpacing(kGrid);
    const auto add = [&](const QString &heading, const QString &name) {
        auto *head = plainLabel(heading, Type::Heading, false, frame);
        head->setContentsMargins(0, 2 * kGrid, 0, 0);
        auto *text = plainLabel({}, Type::Body, true, frame);
        text->setObjectName(name);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        inside->addWidget(head);
        inside->addWidget(text);
        return text;
    };
    addSeeds(inside, frame);
    memory_ = add(tr("Memory"), QStringLiteral("launchMemory"));
    time_ = add(tr("Time"), QStringLiteral("launchTime"));
    measured_ = add(tr("Dry run"), QStringLiteral("launchMeasured"));
    measure_ = button(tr("Meas&ure now"), false, frame);
    measure_->setObjectName(QStringLiteral("launchMeasure"));
    inside->addSpacing(kGrid);
    inside->addWidget(measure_, 0, Qt::AlignLeft);
    addCommand(inside, frame);
    problems_ = new ToneLabel(Type::Body, column);
    problems_->setTone(Tone::Bad);
    problems_->setObjectName(QStringLiteral("launchProblems"));
    problems_->setWordWrap(true);
    start_ = button(tr("&Start"), true, column);
    start_->setObjectName(QStringLiteral("launchStart"));
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    lead_ = button({}, false, column);
    lead_->setObjectName(QStringLiteral("launchLead"));
    layout->addWidget(frame, 1);
    layout->addWidget(problems_);
    layout->addWidget(lead_);
    layout->addWidget(start_);
    connect(lead_, &QPushButton::clicked, this, &LaunchPage::goToProblem);
    connect(measure_, &QPushButton::clicked, this,
            [this] { model_.isMeasuring() ? model_.endMeasure() : model_.measure(); });
    return column;
}

/// How many runs it becomes: a field may have several values, and every combination several seeds.
void LaunchPage::addSeeds(QVBoxLayout *inside, QWidget *frame) {
    auto *head = new QHBoxLayout;
    auto *label = plainLabel(tr("Seeds"), Type::Heading, false, frame);
    seeds_ = new QSpinBox(frame);
    seeds_->setObjectName(QStringLiteral("launchSeeds"));
    seeds_->setAccessibleName(tr("How many seeds"));
    seeds_->setToolTip(tr("A run with each of so many seeds; their curves are grouped with a band"));
    seeds_->setRange(1, 100);
    label->setBuddy(seeds_);
    head->addWidget(label, 1);
    head->addWidget(seeds_);
    sweep_ = plainLabel({}, Type::Body, true, frame);
    sweep_->setObjectName(QStringLiteral("launchSweep"));
    sweep_->setWordWrap(true);
    inside->addLayout(head);
    inside->addWidget(sweep_);
    connect(seeds_, &QSpinBox::valueChanged, &model_, &LaunchViewModel::setSeeds);
}

/// The command line, and a button that copies it.
void LaunchPage::addCommand(QVBoxLayout *inside, QWidget *frame) {
    auto *head = new QHBoxLayout;
    auto *copy = button(tr("&Copy"), false, frame);
    copy->setObjectName(QStringLiteral("copyCommand"));
    copy->setAccessibleName(tr("Copy the command line"));
    command_ = new QPlainTextEdit(frame);
    command_->setObjectName(QStringLiteral("commandLine"));
    command_->setAccessibleName(tr("The same on the command line"));
    command_->setReadOnly(true);
    command_->setTabChangesFocus(true);
    command_->setWordWrapMode(QTextOption::WrapAnywhere);
    QFont mono = monospaceFont();
    mono.setPointSizeF(typeFont(Type::Caption).pointSizeF());
    command_->setFont(mono);
    head->addWidget(plainLabel(tr("On the command line"), Type::Heading, false, frame), 1);
    head->addWidget(copy);
    inside->addSpacing(3 * kGrid);
    inside->addLayout(head);
    inside->addSpacing(kGrid);
    inside->addWidget(command_, 1);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(model_.commandLine()); });
}

void LaunchPage::fillChoices() {
    filling_ = true;
    fill(algorithm_, model_.algorithms(), model_.algorithm());
    fill(base_, model_.models(), model_.model());
    fill(data_, model_.dataSets(), model_.data());
    step_->clear();
    for (const qint64 step : model_.checkpoints()) step_->addItem(QString::number(step), step);
    step_->setCurrentIndex(step_->findData(model_.step()));
    other_->clear();
    other_->addItem(tr("no other run"));
    for (const auto &[id, name] : model_.comparableRuns()) other_->addItem(name, id);
    filling_ = false;
    const bool fork = model_.origin() == LaunchViewModel::Origin::Fork;
    for (QWidget *each : {baseCell_, dataCell_}) each->setVisible(!fork);
    stepCell_->setVisible(fork);
    algorithm_->setEnabled(!fork); // a checkpoint knows one algorithm
    fillPorts();
}

/// What the algorithm can be given beside model and data: one choice each, where a setting that is on reads it.
void LaunchPage::fillPorts() {
    for (QWidget *old : std::as_const(ports_)) { // one of them may be telling of its change right now
        old->findChild<Choice *>()->setObjectName({});
        old->hide();
        old->deleteLater();
    }
    ports_.clear();
    portsOnShow_.clear();
    for (const auto &port : model_.ports()) {
        if (!port.active && port.chosen.isEmpty()) continue;
        ports_.append(makePort(port));
        portsOnShow_.append(port.port);
    }
    placeCells();
}

QWidget *LaunchPage::makePort(const LaunchViewModel::PortChoice &port) {
    auto *choice = new Choice(QStringLiteral("launchInput-") + port.port, port.about, this);
    choice->addItem(port.required ? QString() : tr("none"));
    choice->addItems(port.names);
    choice->setCurrentIndex(port.chosen.isEmpty() ? 0 : choice->findText(port.chosen));
    choice->setToolTip(port.about);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, choice, name = port.port](int index) {
        model_.setInput(name, index > 0 ? choice->itemText(index) : QString());
    });
    return titled(inputTitle(port.port), choice, grid_->parentWidget());
}

/// Another setting may read other inputs, and other inputs let other fields say something.
void LaunchPage::syncPorts() {
    QStringList wanted, given;
    for (const auto &port : model_.ports()) {
        if (port.active || !port.chosen.isEmpty()) wanted.append(port.port);
        if (!port.chosen.isEmpty()) given.append(port.port);
    }
    if (wanted != portsOnShow_) fillPorts();
    form_->setInputs(given);
}

/// What the algorithm does, what it learns from and what to watch.
void LaunchPage::showCard() {
    const MethodInfo *method = model_.method();
    const AlgorithmCard card = method ? cardOf(*method, model_.advice()) : AlgorithmCard{};
    QStringList lines{card.what};
    if (!card.from.isEmpty()) lines.append(tr("Learns from: %1").arg(card.from));
    if (!card.when.isEmpty()) lines.append(tr("When to take it: %1").arg(card.when));
    if (!card.caution.isEmpty()) lines.append(tr("Beware: %1").arg(card.caution));
    if (!card.watch.isEmpty()) lines.append(tr("Watch: %1").arg(card.watch));
    card_->setText(lines.join(QLatin1Char('\n')));
    card_->setVisible(!card.what.isEmpty());
}

void LaunchPage::fillForm() {
    filling_ = true;
    form_->setSweepable(model_.origin() != LaunchViewModel::Origin::Fork);
    form_->setFolding(true);
    form_->setSpec(model_.spec(), model_.standard());
    filling_ = false;
    showCard();
    model_.setConfig(form_->given(), int(form_->problems().size()), form_->sweep());
}

void LaunchPage::compareWith(int index) {
    const QString run = other_->itemData(index).toString();
    form_->setOther(run.isEmpty() ? QString() : other_->itemText(index), model_.configOf(run));
}

void LaunchPage::refresh() {
    const bool again = model_.origin() == LaunchViewModel::Origin::Again,
               fork = model_.origin() == LaunchViewModel::Origin::Fork;
    title_->setText(!model_.isReady() ? tr("Reading the project …")
                    : fork            ? tr("Fork of %1").arg(model_.parentName())
                    : again           ? tr("%1, with changes").arg(model_.parentName())
                                      : tr("New training"));
    setEnabled(model_.isReady());
    if (name_->text().trimmed() != model_.name()) name_->setText(model_.name());
    if (data_->currentText() != model_.data()) data_->setCurrentText(model_.data());
    syncPorts();
    const QString seed = model_.hasOwnSeed() ? QString::number(model_.seed()) : QString();
    if (seed_->text() != seed) seed_->setText(seed);
    seed_->setPlaceholderText(QString::number(model_.standardSeed()));
    seed_->setEnabled(!fork);
    seeds_->setValue(model_.seeds());
    seeds_->setEnabled(!fork);
    settings_->setVisible(!fork); // a checkpoint knows one algorithm
    const QString runs = model_.sweepText();
    sweep_->setText(!runs.isEmpty() ? runs
                    : fork          ? tr("A fork goes on with the seed of its run.")
                                    : tr("One run. Several values of a number, as in 1e-4, 3e-4, make a run each."));
    memory_->setText(model_.memoryText());
    time_->setText(model_.timeText());
    measured_->setText(model_.measuredText());
    measure_->setText(model_.isMeasuring() ? tr("&Give up") : tr("Meas&ure now"));
    measure_->setAccessibleName(model_.isMeasuring() ? tr("Give the dry run up") : tr("Measure memory and time now"));
    measure_->setEnabled(model_.isMeasuring() || model_.canStart());
    if (const QString line = model_.commandLine(); command_->toPlainText() != line) command_->setPlainText(line);
    QStringList wrong = model_.problems();
    wrong += fieldProblems();
    for (QString &each : wrong) each.prepend(QStringLiteral("✕ "));
    problems_->setTone(wrong.isEmpty() ? Tone::Warning : Tone::Bad);
    if (const QString warning = model_.warning(); !warning.isEmpty()) wrong.append(QStringLiteral("! ") + warning);
    for (const QString &note : model_.settingsNotes() + model_.textNotes()) wrong.append(QStringLiteral("! ") + note);
    problems_->setText(wrong.join(QLatin1Char('\n')));
    problems_->setVisible(!wrong.isEmpty());
    const auto [field, title] = problemPlace();
    lead_->setText(tr("Sho&w %1").arg(title));
    lead_->setAccessibleName(tr("Show %1").arg(title));
    lead_->setVisible(field);
    start_->setEnabled(model_.canStart());
}

/// Each wrong field by its name, in words; of many the first.
QStringList LaunchPage::fieldProblems() const {
    constexpr int kMost = 3;
    QStringList out;
    if (!model_.isReady()) return out;
    const Problems &all = form_->problems();
    for (std::size_t i = 0; i < all.size() && i < kMost; ++i)
        out.append(QStringLiteral("%1: %2").arg(QString::fromStdString(all[i].field), problemSentence(all[i])));
    if (all.size() > kMost) out.append(tr("… and %n more", nullptr, int(all.size()) - kMost));
    return out;
}

/// Where what is wrong can be mended, and what that is called; null where it is not here.
std::pair<QWidget *, QString> LaunchPage::problemPlace() const {
    const bool fork = model_.origin() == LaunchViewModel::Origin::Fork;
    if (!model_.isReady()) return {nullptr, {}};
    if (!model_.isNameGood()) return {name_, tr("the name")};
    if (!form_->problems().empty()) {
        const QString field = QString::fromStdString(form_->problems().front().field);
        return {form_->row(field) ? form_->row(field)->editor() : nullptr, field};
    }
    if (!fork && model_.model().isEmpty() && !model_.models().isEmpty()) return {base_, tr("the model")};
    if (!fork && model_.data().isEmpty() && !model_.dataSets().isEmpty()) return {data_, tr("the data")};
    for (qsizetype i = 0; i < ports_.size(); ++i)
        if (auto *choice = ports_[i]->findChild<Choice *>(); choice->currentText().isEmpty())
            return {choice, inputTitle(portsOnShow_[i])};
    return {nullptr, {}};
}

void LaunchPage::goToProblem() {
    const auto [place, title] = problemPlace();
    if (!place) return;
    if (form_->isAncestorOf(place))
        form_->reveal(title);
    else
        place->setFocus(Qt::OtherFocusReason);
}

/// Escape goes back; where fields were changed, a second one does, so that no slip of a finger loses them.
void LaunchPage::keyPressEvent(QKeyEvent *event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    if (form_->changes().empty() || back_->hasFocus())
        Q_EMIT closed();
    else
        back_->setFocus();
}

} // namespace lapidary
