// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/command_palette.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

namespace lapidary {

namespace {

constexpr int kRow = 8 * kGrid, kWidth = 160 * kGrid, kKind = 22 * kGrid;

/// Kind, title with the found letters bold and underlined, note at the right.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {20 * kGrid, kRow}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override {
        QStyleOptionViewItem option = given;
        option.state &= ~QStyle::State_HasFocus;
        (option.widget ? option.widget->style() : QApplication::style())
            ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        const QRect box = option.rect.adjusted(3 * kGrid, 0, -3 * kGrid, 0);
        const QFont small = typeFont(Type::Caption);
        const QFontMetrics smallMetrics(small);
        painter->setFont(small);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(
            box, Qt::AlignVCenter | Qt::AlignLeft,
            smallMetrics.elidedText(index.data(PaletteModel::KindRole).toString(), Qt::ElideRight, kKind - kGrid));
        const QString note =
            smallMetrics.elidedText(index.data(PaletteModel::NoteRole).toString(), Qt::ElideMiddle, box.width() / 3);
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, note);
        drawTitle(*painter, box.adjusted(kKind, 0, -smallMetrics.horizontalAdvance(note) - 2 * kGrid, 0), option,
                  index);
    }

private:
    static void drawTitle(QPainter &painter, const QRect &box, const QStyleOptionViewItem &option,
                          const QModelIndex &index) {
        const QString title = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width());
        QTextLayout layout(title, option.font);
        QList<QTextLayout::FormatRange> marks;
        for (int at : index.data(PaletteModel::LettersRole).value<QVector<int>>()) {
            if (at >= title.size()) continue;
            QTextCharFormat format;
            format.setFontWeight(QFont::Bold);
            format.setFontUnderline(true);
            format.setForeground(toneColour(Tone::Accent, option.palette));
            marks.append({at, 1, format});
        }
        layout.setFormats(marks);
        layout.beginLayout();
        layout.createLine().setLineWidth(box.width());
        layout.endLayout();
        painter.setPen(option.palette.color(QPalette::Text));
        layout.draw(&painter, QPointF(box.x(), box.center().y() - layout.boundingRect().height() / 2 + 1));
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window), model_(new PaletteModel(this)), words_(new QLineEdit(this)), list_(new QListView(this)) {
    setObjectName(QStringLiteral("palette"));
    setAttribute(Qt::WA_StyledBackground);
    words_->setObjectName(QStringLiteral("paletteWords"));
    words_->setPlaceholderText(tr("Find actions, panels, runs, arms, data and projects"));
    words_->setAccessibleName(words_->placeholderText());
    list_->setObjectName(QStringLiteral("paletteList"));
    list_->setAccessibleName(tr("Found"));
    list_->setModel(model_);
    list_->setItemDelegate(new PaletteDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 2 * kGrid);
    layout->setSpacing(kGrid);
    layout->addWidget(words_);
    layout->addWidget(list_);
    words_->installEventFilter(this);
    connect(words_, &QLineEdit::textChanged, this, [this](const QString &words) {
        model_->setPattern(words);
        list_->setCurrentIndex(model_->index(0));
        list_->scrollToTop();
        fitHeight();
    });
    connect(list_, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    hide();
}

void CommandPalette::open(QVector<PaletteEntry> entries) {
    if (!isVisible()) before_ = QApplication::focusWidget();
    model_->setEntries(std::move(entries));
    words_->clear();
    model_->setPattern({});
    list_->setCurrentIndex(model_->index(0));
    fitHeight();
    show();
    raise();
    words_->setFocus(Qt::PopupFocusReason);
}

/// As high as what was found, and never beyond the window.
void CommandPalette::fitHeight() {
    const QSize room = parentWidget()->size();
    const int rows = std::clamp(model_->rowCount(), 1, 12);
    resize(std::min(kWidth, room.width() - 8 * kGrid),
           std::min(words_->sizeHint().height() + rows * kRow + 5 * kGrid, room.height() - 24 * kGrid));
    QFrame::move((room.width() - width()) / 2, 16 * kGrid);
}

void CommandPalette::leave() {
    if (!isVisible()) return;
    hide();
    if (before_) before_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::choose(int row) {
    const PaletteEntry *entry = model_->at(row);
    if (!entry) return;
    const auto run = entry->run; // it may open the palette anew
    leave();
    if (run) run();
}

void CommandPalette::move(int rows) {
    const int count = model_->rowCount();
    if (count == 0) return;
    const int row = std::abs(rows) == 1 ? (list_->currentIndex().row() + rows + count) % count
                                        : std::clamp(list_->currentIndex().row() + rows, 0, count - 1);
    list_->setCurrentIndex(model_->index(row));
}

bool CommandPalette::keyPressed(int key) {
    switch (key) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(10);
        return true;
    case Qt::Key_PageUp:
        move(-10);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(list_->currentIndex().row());
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nowhere else to go
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress && keyPressed(static_cast<QKeyEvent *>(event)->key())) return true;
    // Somebody clicked elsewhere; the focus stays where they put it. A context menu of the line is no leaving.
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    return QFrame::eventFilter(watched, event);
}

} // namespace lapidary
