// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_steps_view.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include "widgets/panels/label/label_zoom.h"
#include <QApplication>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace lapidary {

namespace {

constexpr int kLabelRole = Qt::UserRole, kNumberWidth = 8 * kGrid, kWordWidth = 22 * kGrid;

struct StepSign {
    QString sign, word;
    Tone tone;
};

StepSign signOf(QChar label) {
    switch (label.unicode()) {
    case u'+':
        return {QStringLiteral("+"), LabelStepsView::tr("right"), Tone::Good};
    case u'0':
        return {QStringLiteral("0"), LabelStepsView::tr("neutral"), Tone::Neutral};
    case u'-':
        return {QStringLiteral("−"), LabelStepsView::tr("wrong"), Tone::Bad};
    default:
        return {{}, {}, Tone::Neutral};
    }
}

class StepDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QPalette &p = option.palette;
        const StepSign sign = signOf(index.data(kLabelRole).toChar());
        const QRect row = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(toneColour(Tone::Accent, p), 1.5));
            painter->setBrush(p.color(QPalette::Midlight));
            painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 4, 4);
        }
        painter->setPen(p.color(QPalette::PlaceholderText));
        painter->setFont(typeFont(Type::Caption));
        painter->drawText(QRect(row.x(), row.y() + 2 * kGrid, kNumberWidth - kGrid, option.fontMetrics.height()),
                          Qt::AlignRight | Qt::AlignVCenter, QString::number(index.row() + 1));
        painter->setFont(option.font);
        painter->setPen(p.color(QPalette::Text));
        painter->drawText(wordsRect(row), int(Qt::TextWordWrap | Qt::AlignTop), index.data().toString());
        if (!sign.sign.isEmpty()) {
            painter->setPen(toneColour(sign.tone, p));
            QFont bold = typeFont(Type::Body);
            bold.setWeight(QFont::DemiBold);
            painter->setFont(bold);
            painter->drawText(QRect(row.right() - kWordWidth, row.y(), kWordWidth - 2 * kGrid, row.height()),
                              Qt::AlignVCenter | Qt::AlignLeft, sign.sign + QStringLiteral("  ") + sign.word);
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const int width = option.widget ? static_cast<const QListWidget *>(option.widget)->viewport()->width() : 400;
        const QRect words = option.fontMetrics.boundingRect(wordsRect(QRect(0, 0, width, 10000)), int(Qt::TextWordWrap),
                                                            index.data().toString());
        return {width, std::max(words.height(), option.fontMetrics.height()) + 4 * kGrid};
    }

private:
    static QRect wordsRect(const QRect &row) {
        return row.adjusted(kNumberWidth + kGrid, 2 * kGrid, -kWordWidth, -2 * kGrid);
    }
};

} // namespace

LabelStepsView::LabelStepsView(LabelViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model), name_(plainLabel({}, Type::Heading, false, this)), list_(new QListWidget(this)) {
    list_->setObjectName(QStringLiteral("labelSteps"));
    list_->setAccessibleName(tr("Steps of the answer"));
    list_->setItemDelegate(new StepDelegate(list_));
    list_->setResizeMode(QListView::Adjust);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(24 * kGrid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(name_);
    layout->addWidget(list_, 1);
    (new LabelZoom(model_, this))->watch(list_);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && !following_) model_.aim(std::size_t(row));
    });
}

void LabelStepsView::showSteps() {
    const LabelItem *item = model_.desk().item();
    list_->clear();
    shown_ = item ? item->id : std::string();
    for (const auto &step : item ? item->steps : std::vector<std::string>())
        list_->addItem(QString::fromStdString(step).trimmed());
}

void LabelStepsView::refresh() {
    const LabelItem *item = model_.desk().item();
    following_ = true;
    if (shown_ != (item ? item->id : std::string())) showSteps();
    const QString now = item ? QString::fromStdString(model_.desk().mark()->now()) : QString();
    for (int i = 0; i < list_->count(); ++i) {
        const QChar label = i < now.size() ? now[i] : QLatin1Char('?');
        list_->item(i)->setData(kLabelRole, label);
        const QString word = signOf(label).word;
        list_->item(i)->setData(Qt::AccessibleTextRole,
                                word.isEmpty() ? list_->item(i)->text()
                                               : QStringLiteral("%1, %2").arg(list_->item(i)->text(), word));
    }
    list_->setCurrentRow(item ? int(model_.desk().at()) : -1);
    following_ = false;
    const QString who = item && model_.desk().showsNames() && !item->answers.empty()
                            ? QString::fromStdString(item->answers[0].name)
                            : QString();
    name_->setText(who.isEmpty() ? tr("Steps") : tr("Steps") + QStringLiteral("  ·  ") + who);
}

} // namespace lapidary
