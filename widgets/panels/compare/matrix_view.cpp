// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/matrix_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace lapidary {

namespace {
constexpr int kCell = 3 * kGrid, kRow = 6 * kGrid, kPad = 3 * kGrid;
}

MatrixGrid::MatrixGrid(QWidget *parent) : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("matrix"));
    setAccessibleName(tr("Who is right where"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
}

void MatrixGrid::setMatrix(const AnswerMatrix &matrix) {
    matrix_ = matrix;
    current_ = -1;
    updateBars();
    viewport()->update();
}

int MatrixGrid::nameWidth() const {
    int width = 0;
    for (const auto &arm : matrix_.arms)
        width = std::max(width, fontMetrics().horizontalAdvance(QString::fromStdString(arm)));
    return std::min(width, 260) + 2 * kPad;
}

void MatrixGrid::updateBars() {
    horizontalScrollBar()->setSingleStep(kCell);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(
        0, std::max<int>(0, nameWidth() + int(matrix_.ids.size()) * kCell + kPad - viewport()->width()));
    verticalScrollBar()->setSingleStep(kRow);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0,
                                  std::max<int>(0, int(matrix_.arms.size()) * kRow + 2 * kPad - viewport()->height()));
}

void MatrixGrid::resizeEvent(QResizeEvent *) {
    updateBars();
}

void MatrixGrid::paintEvent(QPaintEvent *) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const int left = nameWidth(), scrolled = horizontalScrollBar()->value(), top = kPad - verticalScrollBar()->value();
    const int first = std::max(0, scrolled / kCell),
              last = std::min<int>(int(matrix_.ids.size()), (scrolled + viewport()->width() - left) / kCell + 1);
    painter.setClipRect(left, 0, viewport()->width() - left, viewport()->height());
    if (current_ >= first && current_ < last) {
        const QRect column(left + current_ * kCell - scrolled, 0, kCell, viewport()->height());
        painter.fillRect(column, palette().color(QPalette::AlternateBase));
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(column.adjusted(0, 0, -1, -1));
    }
    const QColor right = toneColour(Tone::Accent, palette()), wrong = palette().color(QPalette::PlaceholderText);
    for (int arm = 0; arm < int(matrix_.arms.size()); ++arm)
        for (int column = first; column < last; ++column) {
            const QRect cell(left + column * kCell - scrolled, top + arm * kRow, kCell, kRow);
            const auto value = matrix_.right[std::size_t(arm)][std::size_t(column)];
            if (value > 0)
                painter.fillRect(cell.adjusted(1, 4, -1, -4), right);
            else if (value == 0)
                painter.fillRect(QRect(cell.x() + 3, cell.center().y(), kCell - 6, 1), wrong);
        }
    painter.setClipping(false);
    painter.setPen(palette().color(QPalette::Text));
    for (int arm = 0; arm < int(matrix_.arms.size()); ++arm) {
        const QRect name(kPad, top + arm * kRow, left - 2 * kPad, kRow);
        painter.drawText(name, Qt::AlignVCenter,
                         fontMetrics().elidedText(QString::fromStdString(matrix_.arms[std::size_t(arm)]),
                                                  Qt::ElideRight, name.width()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void MatrixGrid::setCurrent(int column) {
    if (matrix_.ids.empty()) return;
    current_ = std::clamp<int>(column, 0, int(matrix_.ids.size()) - 1);
    const int x = current_ * kCell, room = viewport()->width() - nameWidth() - kCell;
    auto *bar = horizontalScrollBar();
    if (x < bar->value())
        bar->setValue(x);
    else if (x > bar->value() + room)
        bar->setValue(x - room);
    viewport()->update();
    Q_EMIT questionChanged(current_);
}

void MatrixGrid::mousePressEvent(QMouseEvent *event) {
    const int x = int(event->position().x()) - nameWidth() + horizontalScrollBar()->value();
    if (x >= 0 && x / kCell < int(matrix_.ids.size())) setCurrent(x / kCell);
}

void MatrixGrid::chooseCurrent() {
    if (current_ < 0) return;
    const auto at = std::size_t(current_);
    Q_EMIT questionChosen(QString::fromStdString(matrix_.ids[at]), QString::fromStdString(matrix_.prompts[at]));
}

void MatrixGrid::mouseDoubleClickEvent(QMouseEvent *event) {
    mousePressEvent(event);
    chooseCurrent();
}

void MatrixGrid::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(current_ - 1);
    case Qt::Key_Right:
        return setCurrent(current_ + 1);
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(int(matrix_.ids.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseCurrent();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

MatrixView::MatrixView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    bucket_ = new Choice(QStringLiteral("matrixBucket"), tr("Bucket"), this);
    said_ = plainLabel({}, Type::Body, true, this);
    grid_ = new MatrixGrid(this);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(3 * kGrid);
    bar->addWidget(bucket_);
    bar->addWidget(said_, 1);
    frame_ = card(this);
    auto *inside = new QVBoxLayout(frame_);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(grid_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(bar);
    layout->addWidget(frame_, 1);
    layout->addStretch(); // where there are no answers yet
    connect(bucket_, &QComboBox::activated, this, &MatrixView::showBucket);
    connect(grid_, &MatrixGrid::questionChanged, this, &MatrixView::showQuestion);
    connect(grid_, &MatrixGrid::questionChosen, this, [this](const QString &id, const QString &prompt) {
        Q_EMIT questionChosen(bucket_->currentText(), id, prompt);
    });
    connect(&model_, &CompareViewModel::detailsChanged, this, &MatrixView::refill);
    refill();
}

void MatrixView::refill() {
    const QString bucket = bucket_->currentText();
    bucket_->clear();
    for (const AnswerMatrix &each : model_.details().matrices) bucket_->addItem(QString::fromStdString(each.bucket));
    bucket_->setCurrentIndex(std::max(0, bucket_->findText(bucket)));
    bucket_->setVisible(bucket_->count() > 0);
    frame_->setVisible(bucket_->count() > 0);
    showBucket();
}

void MatrixView::showBucket() {
    grid_->setMatrix(model_.details().matrices.value(bucket_->currentIndex()));
    showQuestion(-1);
}

void MatrixView::showQuestion(int column) {
    if (model_.detailsAwaited()) return said_->setText(tr("Reading the answers …"));
    if (bucket_->count() == 0)
        return said_->setText(
            tr("No arm has answered yet. When one has, each of its questions stands here, with who was "
               "right."));
    const AnswerMatrix matrix = model_.details().matrices.value(bucket_->currentIndex());
    if (column < 0 || column >= int(matrix.ids.size()))
        return said_->setText(
            tr("%1 questions, hardest first: a block is a right answer, a stroke a wrong one. Enter shows the answers.")
                .arg(matrix.ids.size()));
    int right = 0, asked = 0;
    for (const auto &row : matrix.right) {
        right += row[std::size_t(column)] > 0;
        asked += row[std::size_t(column)] >= 0;
    }
    said_->setText(tr("%1: %2 of %3 arms are right")
                       .arg(QString::fromStdString(matrix.ids[std::size_t(column)]))
                       .arg(right)
                       .arg(asked));
    grid_->setAccessibleDescription(said_->text());
}

} // namespace lapidary
