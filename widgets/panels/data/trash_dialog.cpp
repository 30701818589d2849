// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/trash_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/owned_sets.h"
#include "widgets/models/qt_text.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lapidary {

namespace {

QString kindWord(SetName::Kind kind) {
    switch (kind) {
    case SetName::Kind::Named:
        return TrashDialog::tr("of the experiment");
    case SetName::Kind::Curated:
        return TrashDialog::tr("being curated");
    case SetName::Kind::Snapshot:
        break;
    }
    return TrashDialog::tr("snapshot");
}

} // namespace

TrashDialog::TrashDialog(OwnedSets &sets, QWidget *parent)
    : QDialog(parent), sets_(sets), table_(new QTableWidget(0, 4, this)),
      empty_(plainLabel(tr("No data set was deleted."), Type::Body, true, this)),
      problem_(new ToneLabel(Type::Body, this)), back_(button(tr("&Put back"), true, this)),
      forget_(button(tr("&Delete for good…"), false, this)) {
    setObjectName(QStringLiteral("trashDialog"));
    setWindowTitle(tr("Deleted data sets"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(tr("Deleted data sets"), Type::Title, false, this));
    makeTable();
    problem_->setObjectName(QStringLiteral("trashProblem"));
    problem_->setTone(Tone::Bad);
    problem_->setWordWrap(true);
    back_->setObjectName(QStringLiteral("trashPutBack"));
    back_->setDefault(true);
    forget_->setObjectName(QStringLiteral("trashForget"));
    forget_->setAutoDefault(false);
    auto *close = button(tr("&Close"), false, this);
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(forget_);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(back_);
    layout->addWidget(empty_);
    layout->addWidget(table_, 1);
    layout->addWidget(problem_);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(back_, &QPushButton::clicked, this, [this] { sets_.putBack(chosen()); });
    connect(forget_, &QPushButton::clicked, this, &TrashDialog::forget);
    connect(table_, &QTableWidget::itemSelectionChanged, this, &TrashDialog::refresh);
    connect(&sets_, &OwnedSets::trashChanged, this, &TrashDialog::fill);
    connect(&sets_, &OwnedSets::changed, this, &TrashDialog::refresh);
    connect(&sets_, &OwnedSets::answered, this, [this](const SetAnswer &answer) {
        problem_->setText(answer.why.isEmpty() ? QString() : QStringLiteral("✕ ") + answer.why);
        problem_->setVisible(!answer.why.isEmpty());
        sets_.wantTrash();
    });
    resize(175 * kGrid, 90 * kGrid);
    fill();
    problem_->hide();
    sets_.wantTrash();
}

void TrashDialog::makeTable() {
    table_->setObjectName(QStringLiteral("trashedSets"));
    table_->setAccessibleName(tr("Deleted data sets"));
    table_->setHorizontalHeaderLabels({tr("Data set"), tr("What it was"), tr("Deleted"), tr("Size")});
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(8 * kGrid);
    table_->setItemDelegate(new PaddedDelegate(table_));
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const auto &[column, width] : {std::pair(1, 36), std::pair(2, 48), std::pair(3, 26)})
        table_->setColumnWidth(column, width * kGrid);
}

void TrashDialog::fill() {
    const auto &all = sets_.trash();
    table_->setRowCount(int(all.size()));
    for (int row = 0; row < int(all.size()); ++row) {
        const TrashedSet &set = all[std::size_t(row)];
        const QStringList cells{toQt(set.shown), kindWord(set.set.kind), timeWord(set.time),
                                set.files.empty() ? QString() : QLocale().formattedDataSize(qint64(set.bytes), 1)};
        for (int column = 0; column < int(cells.size()); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setData(Qt::UserRole, toQt(set.id));
            table_->setItem(row, column, item);
        }
    }
    if (!all.empty() && chosen().isEmpty()) table_->setCurrentCell(0, 0);
    if (!sets_.trashProblem().isEmpty()) {
        problem_->setText(sets_.trashProblem());
        problem_->show();
    }
    table_->setVisible(!all.empty());
    empty_->setVisible(all.empty());
    refresh();
}

QString TrashDialog::chosen() const {
    const auto *item = table_->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void TrashDialog::refresh() {
    for (QPushButton *each : {back_, forget_}) each->setEnabled(!chosen().isEmpty() && sets_.canChange());
}

void TrashDialog::forget() {
    const QString id = chosen();
    auto *ask = new QMessageBox(QMessageBox::Question, tr("Delete for good"), {}, QMessageBox::Cancel, this);
    ask->setObjectName(QStringLiteral("forgetSet"));
    ask->setTextFormat(Qt::PlainText);
    ask->setText(tr("Delete “%1” for good? It cannot be put back.").arg(table_->item(table_->currentRow(), 0)->text()));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    auto *yes = ask->addButton(tr("Delete for good"), QMessageBox::AcceptRole);
    connect(yes, &QPushButton::clicked, this, [this, id] { sets_.forget(id); });
    ask->setDefaultButton(QMessageBox::Cancel);
    ask->open();
}

} // namespace lapidary
