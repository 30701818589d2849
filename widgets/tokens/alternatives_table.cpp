// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokens/alternatives_table.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include "widgets/tokens/token_tint.h"
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace lapidary {

namespace {

constexpr int kShareRole = Qt::UserRole;

/// A probability has a bar behind its figure.
class ShareDelegate : public PaddedDelegate {
public:
    using PaddedDelegate::PaddedDelegate;

protected:
    void paintBehind(QPainter &painter, const QStyleOptionViewItem &cell, const QModelIndex &index) const override {
        const QVariant share = index.data(kShareRole);
        if (!share.isValid()) return;
        QColor colour = toneColour(Tone::Accent, cell.palette);
        colour.setAlphaF(0.25f);
        QRect bar = cell.rect.adjusted(0, kGrid, -kGrid, -kGrid);
        bar.setWidth(std::max(1, int(bar.width() * std::clamp(share.toDouble(), 0.0, 1.0))));
        painter.fillRect(bar, colour);
    }
};

} // namespace

QString tokenBoxText(const std::string &text) {
    return text.empty() ? QStringLiteral("∅") : visibleText(toQt(text));
}

AlternativesTable::AlternativesTable(const QString &objectName, QWidget *parent) : QTableWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(tr("What else could have stood here"));
    setColumnCount(2);
    setHorizontalHeaderLabels({tr("Token"), tr("Probability")});
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(5 * kGrid);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setFont(monospaceFont());
    horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setItemDelegate(new ShareDelegate(this));
    connect(this, &QTableWidget::cellDoubleClicked, this, [this](int row) { Q_EMIT chosen(row); });
}

void AlternativesTable::setAlternatives(const std::vector<TokenAlternative> &tokens) {
    setRowCount(int(tokens.size()));
    for (int row = 0; row < int(tokens.size()); ++row) {
        const TokenAlternative &other = tokens[std::size_t(row)];
        const double probability = std::exp(other.logprob);
        setItem(row, 0, new QTableWidgetItem(tokenBoxText(other.text)));
        auto *share = new QTableWidgetItem(probabilityText(probability));
        share->setData(kShareRole, probability);
        share->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        setItem(row, 1, share);
    }
    if (!tokens.empty()) setCurrentCell(0, 0);
}

void AlternativesTable::keyPressEvent(QKeyEvent *event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentRow() >= 0) return Q_EMIT chosen(currentRow());
    QTableWidget::keyPressEvent(event);
}

} // namespace lapidary
