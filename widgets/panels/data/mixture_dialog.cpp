// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/mixture_dialog.h"
#include "widgets/common/check_box.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/data_view_model.h"
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <cmath>

namespace lapidary {

namespace {

enum Column { Name, Rows, Weight, Taken, Share, Columns };

void setText(QTableWidget &table, int row, Column column, const QString &text) {
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled);
    if (column != Name) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table.setItem(row, column, item);
}

} // namespace

MixtureDialog::MixtureDialog(DataViewModel &model, QWidget *parent)
    : QDialog(parent), model_(model), table_(new QTableWidget(this)), name_(new QLineEdit(this)),
      seed_(new QSpinBox(this)), summary_(plainLabel({}, Type::Body, true, this)),
      problem_(new ToneLabel(Type::Body, this)), apply_(button(tr("&Add the mixture"), true, this)) {
    setObjectName(QStringLiteral("mixtureDialog"));
    setWindowTitle(tr("Mix data sets"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *about = plainLabel(tr("A training on the mixture reads all rows of the chosen sets, shuffled together, each "
                                "set as often as its weight says: 2 takes every row twice, 0.1 a tenth of the rows."),
                             Type::Body, true, this);
    about->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(tr("Mix data sets"), Type::Title, false, this));
    layout->addWidget(about);
    addParts();
    layout->addWidget(table_, 1);
    addFields();
    connect(&model_, &DataViewModel::mixed, this, [this](const QString &, const QString &why) {
        if (!asked_) return;
        asked_ = false;
        if (why.isEmpty()) return accept();
        problem_->setText(why);
        problem_->show();
        refresh();
    });
    resize(150 * kGrid, 110 * kGrid);
    refresh();
}

/// The sets that the experiment names itself.
void MixtureDialog::addParts() {
    table_->setObjectName(QStringLiteral("mixtureParts"));
    table_->setAccessibleName(tr("Data sets and their weights"));
    table_->setColumnCount(Columns);
    table_->setHorizontalHeaderLabels({tr("Data set"), tr("Rows"), tr("Weight"), tr("Rows taken"), tr("Share")});
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(9 * kGrid);
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus); // its boxes and fields have the keys
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    for (const DataSetValues &set : model_.sets()) {
        if (set.kind != DataSetValues::Imported && set.kind != DataSetValues::Declared) continue;
        const int row = int(parts_.size());
        Part part{.name = set.name, .rows = set.rows};
        part.taken = new CheckBox(QString(set.name).replace(QLatin1Char('&'), QLatin1String("&&")), table_);
        part.taken->setObjectName(QStringLiteral("mix-") + set.name);
        part.weight = new QDoubleSpinBox(table_);
        part.weight->setObjectName(QStringLiteral("weight-") + set.name);
        part.weight->setAccessibleName(tr("Weight of %1").arg(set.name));
        part.weight->setRange(0.001, 1000);
        part.weight->setDecimals(3);
        part.weight->setValue(1);
        part.weight->setButtonSymbols(QAbstractSpinBox::NoButtons); // keys and the wheel change it
        table_->insertRow(row);
        table_->setCellWidget(row, Name, part.taken);
        table_->setCellWidget(row, Weight, part.weight);
        connect(part.taken, &QCheckBox::toggled, this, &MixtureDialog::refresh);
        connect(part.weight, &QDoubleSpinBox::valueChanged, this, &MixtureDialog::refresh);
        parts_.append(part);
    }
}

void MixtureDialog::addFields() {
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(4 * kGrid);
    form->setVerticalSpacing(2 * kGrid);
    name_->setObjectName(QStringLiteral("mixtureName"));
    QString free = QStringLiteral("mixture");
    for (int number = 2; model_.isTaken(free); ++number) free = QStringLiteral("mixture-%1").arg(number);
    name_->setText(free);
    seed_->setObjectName(QStringLiteral("mixtureSeed"));
    seed_->setRange(0, 1'000'000'000);
    form->addRow(tr("&Name in the experiment"), name_);
    form->addRow(tr("S&eed of the shuffling"), seed_);
    summary_->setObjectName(QStringLiteral("mixtureSummary"));
    summary_->setWordWrap(true);
    problem_->setObjectName(QStringLiteral("mixtureProblem"));
    problem_->setTone(Tone::Bad);
    problem_->setWordWrap(true);
    problem_->hide();
    auto *close = button(tr("&Close"), false, this);
    close->setAutoDefault(false);
    apply_->setObjectName(QStringLiteral("mixtureApply"));
    apply_->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(apply_);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(form);
    column->addWidget(summary_);
    column->addWidget(problem_);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply_, &QPushButton::clicked, this, &MixtureDialog::apply);
    connect(name_, &QLineEdit::textChanged, this, &MixtureDialog::refresh);
}

void MixtureDialog::refresh() {
    const QLocale locale;
    double all = 0;
    int chosen = 0;
    bool counted = true;
    for (const Part &part : std::as_const(parts_)) {
        part.weight->setEnabled(part.taken->isChecked());
        if (!part.taken->isChecked()) continue;
        ++chosen;
        counted = counted && part.rows >= 0;
        all += std::round(part.weight->value() * double(std::max<qint64>(part.rows, 0)));
    }
    for (int row = 0; row < parts_.size(); ++row) {
        const Part &part = parts_[row];
        const bool taken = part.taken->isChecked() && part.rows >= 0;
        const double rows = taken ? std::round(part.weight->value() * double(part.rows)) : 0;
        setText(*table_, row, Rows, part.rows < 0 ? tr("not made yet") : locale.toString(part.rows));
        setText(*table_, row, Taken, taken ? locale.toString(qint64(rows)) : QString());
        setText(*table_, row, Share,
                taken && counted && all > 0 ? tr("%1 %").arg(locale.toString(100 * rows / all, 'f', 1)) : QString());
    }
    const QString name = name_->text().trimmed();
    summary_->setText(chosen < 2             ? tr("Choose two data sets or more.")
                      : model_.isTaken(name) ? tr("The experiment has a data set of this name already.")
                      : counted              ? tr("%1 rows in an epoch").arg(locale.toString(qint64(all)))
                                             : tr("How many rows that are is known when all sets are made."));
    apply_->setEnabled(!asked_ && chosen >= 2 && !name.isEmpty() && !model_.isTaken(name) && (!counted || all > 0));
}

void MixtureDialog::apply() {
    problem_->hide();
    DataMixture mixture{.name = name_->text().trimmed(), .seed = seed_->value()};
    for (const Part &part : std::as_const(parts_))
        if (part.taken->isChecked()) mixture.parts.append({part.name, part.weight->value()});
    asked_ = true;
    refresh();
    model_.mix(mixture);
}

} // namespace lapidary
