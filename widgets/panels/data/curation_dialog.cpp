// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/curation_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/common/tone_label.h"
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lapidary {

CurationDialog::CurationDialog(CurationViewModel &model, const QString &objectName, const QString &title,
                               const QString &about, QWidget *parent)
    : QDialog(parent), model_(model), body_(new QVBoxLayout), result_(plainLabel({}, Type::Body, false, this)),
      work_(plainLabel({}, Type::Caption, true, this)), problem_(new ToneLabel(Type::Body, this)),
      stop_(button(tr("&Stop"), false, this)), close_(button(tr("Close"), false, this)), buttons_(new QHBoxLayout) {
    setObjectName(objectName);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *words = plainLabel(about, Type::Body, true, this);
    words->setWordWrap(true);
    words->setMinimumWidth(100 * kGrid);
    result_->setObjectName(objectName + QStringLiteral("Result"));
    result_->setWordWrap(true);
    problem_->setObjectName(objectName + QStringLiteral("Problem"));
    problem_->setTone(Tone::Bad);
    problem_->setWordWrap(true);
    problem_->hide();
    result_->hide();
    stop_->setAutoDefault(false);
    stop_->hide();
    close_->setObjectName(QStringLiteral("close"));
    close_->setAutoDefault(false);
    buttons_->setSpacing(2 * kGrid);
    buttons_->addWidget(work_, 1);
    buttons_->addWidget(stop_);
    buttons_->addWidget(close_);
    body_->setSpacing(3 * kGrid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(title, Type::Title, false, this));
    layout->addWidget(words);
    layout->addLayout(body_, 1);
    layout->addWidget(result_);
    layout->addWidget(problem_);
    layout->addLayout(buttons_);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(stop_, &QPushButton::clicked, this, &CurationDialog::stop);
    connect(&model_, &CurationViewModel::workChanged, this, &CurationDialog::tellWork);
    connect(&model_, &CurationViewModel::stageChanged, this, &QDialog::reject); // its rows are gone
}

CurationDialog::~CurationDialog() {
    stop();
}

QFormLayout *CurationDialog::form() {
    if (!form_) {
        form_ = new QFormLayout;
        form_->setHorizontalSpacing(4 * kGrid);
        form_->setVerticalSpacing(2 * kGrid);
        form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        body_->addLayout(form_);
    }
    return form_;
}

void CurationDialog::addField(const QString &label, QWidget *field) {
    auto *words = plainLabel(label, Type::Body, true, this);
    words->setBuddy(field);
    words->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding); // in line with its field
    form()->addRow(words, field);
}

QPushButton *CurationDialog::addButton(const QString &objectName, const QString &text, bool primary) {
    auto *made = button(text, primary, this);
    made->setObjectName(objectName);
    made->setAutoDefault(primary);
    made->setDefault(primary);
    buttons_->addWidget(made);
    setTabOrder(made, close_); // the keys go to the fields first
    return made;
}

QTableWidget *CurationDialog::addTable(const QString &objectName, const QString &purpose, const QStringList &headers) {
    auto *table = new QTableWidget(0, int(headers.size()), this);
    table->setObjectName(objectName);
    table->setAccessibleName(purpose);
    table->setHorizontalHeaderLabels(headers);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->setMinimumHeight(45 * kGrid);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table->setItemDelegate(new PaddedDelegate(table));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    body_->addWidget(table, 1);
    return table;
}

void CurationDialog::setResult(const QString &text) {
    result_->setText(text);
    result_->setVisible(!text.isEmpty());
}

void CurationDialog::setProblem(const QString &text) {
    problem_->setText(text.isEmpty() ? QString() : QStringLiteral("✕ ") + text);
    problem_->setVisible(!text.isEmpty());
}

void CurationDialog::stop() {
    if (job_ != 0) model_.cancel(job_);
}

void CurationDialog::setJob(qint64 job) {
    job_ = job;
    stop_->setVisible(job != 0);
    tellWork();
    refresh();
}

void CurationDialog::tellWork() {
    work_->setText(job_ != 0 ? model_.workTitle() : QString());
}

void setCell(QTableWidget &table, int row, int column, const QString &text) {
    QString line = text.left(400);
    line.replace(QLatin1Char('\n'), QChar(0x23CE));
    auto *item = new QTableWidgetItem(line);
    item->setToolTip(QStringLiteral("<span>%1</span>").arg(text.left(2000).toHtmlEscaped()));
    table.setItem(row, column, item);
}

} // namespace lapidary
