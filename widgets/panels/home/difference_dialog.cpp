// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/difference_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/qt_text.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>

namespace lapidary {

namespace {

QString valueText(const Json &value) {
    return value.is_null()     ? DifferenceDialog::tr("(not said)")
           : value.is_string() ? toQt(value.get<std::string>())
                               : toQt(dumpJson(value));
}

QString listWord(const std::string &list) {
    return list == "data"     ? DifferenceDialog::tr("Data")
           : list == "models" ? DifferenceDialog::tr("Model")
           : list == "arm"    ? DifferenceDialog::tr("Arm")
           : list == "stage"  ? DifferenceDialog::tr("Stage")
                              : DifferenceDialog::tr("Experiment");
}

/// A sign and a word, so that no colour is needed.
QString whatBecame(const TableDifference &table) {
    switch (table.kind) {
    case TableDifference::Kind::Added:
        return DifferenceDialog::tr("+ added");
    case TableDifference::Kind::Removed:
        return DifferenceDialog::tr("− removed");
    case TableDifference::Kind::Renamed:
        return DifferenceDialog::tr("→ renamed, was “%1”").arg(toQt(table.before));
    default:
        return DifferenceDialog::tr("~ changed");
    }
}

} // namespace

DifferenceDialog::DifferenceDialog(const QStringList &projects, QWidget *parent)
    : QDialog(parent), before_(new QComboBox(this)), verdict_(new ToneLabel(Type::Body, this)),
      tree_(new QTreeWidget(this)) {
    setObjectName(QStringLiteral("differenceDialog"));
    setWindowTitle(tr("What differs"));
    before_->setObjectName(QStringLiteral("differenceFrom"));
    before_->setAccessibleName(tr("Compared with"));
    before_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    before_->addItem(tr("What was run of it last"), QString());
    for (const QString &folder : projects)
        before_->addItem(tr("The project %1").arg(QDir::toNativeSeparators(folder)), folder);
    verdict_->setObjectName(QStringLiteral("differenceVerdict"));
    verdict_->setWordWrap(true);
    tree_->setObjectName(QStringLiteral("differences"));
    tree_->setAccessibleName(tr("What differs"));
    tree_->setHeaderLabels({tr("What"), tr("Before"), tr("Now")});
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->setUniformRowHeights(true);
    makeLayout();
    auto *copying = new QShortcut(QKeySequence::Copy, tree_);
    copying->setContext(Qt::WidgetShortcut);
    connect(copying, &QShortcut::activated, this, &DifferenceDialog::copy);
    connect(before_, &QComboBox::activated, this, &DifferenceDialog::ask);
}

void DifferenceDialog::makeLayout() {
    auto *browseButton = button(tr("&Another…"), false, this);
    browseButton->setObjectName(QStringLiteral("differenceBrowse"));
    browseButton->setToolTip(tr("The experiment.toml of another project"));
    auto *close = button(tr("&Close"), true, this);
    close->setObjectName(QStringLiteral("differenceClose"));
    auto *label = plainLabel(tr("The experiment as it is now, compared &with"), Type::Body, true, this);
    label->setBuddy(before_);
    auto *choice = new QHBoxLayout;
    choice->setSpacing(2 * kGrid);
    choice->addWidget(label);
    choice->addWidget(before_, 1);
    choice->addWidget(browseButton);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(plainLabel(windowTitle(), Type::Title, false, this));
    layout->addLayout(choice);
    layout->addWidget(verdict_);
    layout->addWidget(tree_, 1);
    layout->addLayout(buttons);
    resize(190 * kGrid, 120 * kGrid);
    connect(browseButton, &QPushButton::clicked, this, &DifferenceDialog::browse);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void DifferenceDialog::compareWith(const QString &from, const QString &title) {
    int at = before_->findData(from);
    if (at < 0) {
        at = before_->count();
        before_->addItem(title.isEmpty() ? QDir::toNativeSeparators(from) : title, from);
    }
    before_->setCurrentIndex(at);
    ask();
}

void DifferenceDialog::ask() {
    verdict_->setTone(Tone::Neutral);
    verdict_->setText(tr("Both are read …"));
    Q_EMIT wanted(before_->currentData().toString());
}

void DifferenceDialog::browse() {
    auto *dialog = new QFileDialog(this, tr("Another experiment"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Experiments (*.toml)")});
    dialog->setOptions(QFileDialog::ReadOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { compareWith(file); });
    dialog->open();
}

void DifferenceDialog::show(const ExperimentDifferences &difference) {
    if (difference.from != before_->currentData().toString()) return; // another was chosen meanwhile
    tree_->clear();
    for (const TableDifference &table : difference.tables) add(table);
    tree_->expandAll();
    for (int column = 0; column < 3; ++column) tree_->resizeColumnToContents(column);
    tree_->setColumnWidth(0, std::min(tree_->columnWidth(0), 80 * kGrid));
    tree_->setColumnWidth(1, std::min(tree_->columnWidth(1), 55 * kGrid));
    const auto count = difference.tables.size();
    verdict_->setTone(!difference.trouble.isEmpty() ? Tone::Bad : count == 0 ? Tone::Good : Tone::Neutral);
    verdict_->setText(!difference.trouble.isEmpty() ? QStringLiteral("✕ ") + difference.trouble
                      : count == 0                  ? tr("✓ They say the same.")
                      : count == 1                  ? tr("One thing differs.")
                                                    : tr("%1 things differ.").arg(count));
    tree_->setVisible(count > 0);
}

void DifferenceDialog::add(const TableDifference &table) {
    const QString name =
        table.name.empty() ? listWord(table.list) : tr("%1 “%2”").arg(listWord(table.list), toQt(table.name));
    auto *top = new QTreeWidgetItem(tree_, {tr("%1: %2").arg(name, whatBecame(table))});
    QFont bold = tree_->font();
    bold.setWeight(QFont::Bold);
    top->setFont(0, bold);
    top->setFirstColumnSpanned(table.values.empty() || table.about.empty());
    if (!table.about.empty()) {
        const bool added = table.kind == TableDifference::Kind::Added;
        top->setText(added ? 2 : 1, toQt(table.about));
        top->setFirstColumnSpanned(false);
    }
    for (const ValueDifference &value : table.values) {
        auto *line = new QTreeWidgetItem(top, {toQt(value.key), valueText(value.before), valueText(value.after)});
        for (int column = 0; column < 3; ++column) line->setToolTip(column, line->text(column).toHtmlEscaped());
    }
}

/// With tabs between, as everywhere.
void DifferenceDialog::copy() const {
    QStringList lines;
    for (QTreeWidgetItemIterator it(tree_); *it; ++it)
        if ((*it)->isSelected()) lines.append(QStringList{(*it)->text(0), (*it)->text(1), (*it)->text(2)}.join(u'\t'));
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace lapidary
