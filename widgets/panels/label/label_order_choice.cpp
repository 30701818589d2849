// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_order_choice.h"
#include "core/workbench/labels/label_order.h"
#include "widgets/common/choice.h"
#include "widgets/common/core_text.h"
#include "widgets/common/labels.h"
#include "widgets/models/label_view_model.h"
#include <QVBoxLayout>

namespace lapidary {

LabelOrderChoice::LabelOrderChoice(LabelViewModel &model, QWidget *parent)
    : QWidget(parent), model_(model),
      order_(new Choice(QStringLiteral("labelOrder"), tr("Which item comes next"), this)),
      state_(plainLabel({}, Type::Caption, true, this)) {
    order_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    order_->setMinimumContentsLength(8);
    state_->setObjectName(QStringLiteral("labelOrderState"));
    state_->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGrid);
    layout->addWidget(order_);
    layout->addWidget(state_);
    connect(order_, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < shown_.size()) model_.setOrder(shown_[index].name, shown_[index].models);
    });
    connect(&model_, &LabelViewModel::orderChanged, this, &LabelOrderChoice::refresh);
    connect(&model_, &LabelViewModel::queueOpened, this, &LabelOrderChoice::refresh);
    refresh();
}

/// Those that are possible here: one for each reward model, and one for all of them together.
QVector<LabelOrderChoice::Entry> LabelOrderChoice::entries() const {
    QVector<Entry> out;
    const auto &scorers = model_.help().scorers;
    for (const LabelOrder &each : labelOrders()) {
        Entry entry{.name = QString::fromUtf8(each.name.data(), qsizetype(each.name.size())),
                    .words = coreText(each.title),
                    .about = coreText(each.about)};
        if (each.asks == LabelOrder::Policy && !model_.hasModel()) continue;
        if (each.asks != LabelOrder::Rewards) {
            out.append(entry);
        } else if (each.most == 1) {
            for (const auto &[run, name] : scorers) {
                Entry one = entry;
                one.words = tr("%1: %2").arg(entry.words, name);
                one.models = QStringList{run};
                out.append(one);
            }
        } else if (std::size_t(scorers.size()) >= each.fewest) {
            for (const auto &[run, name] : scorers)
                if (std::size_t(entry.models.size()) < each.most) entry.models.append(run);
            out.append(entry);
        }
    }
    return out;
}

QString LabelOrderChoice::stateText() const {
    const LabelOrderValues &known = model_.ordered();
    const auto order = labelOrderNamed(known.asked.order.toStdString());
    if (!order || (*order)->asks == LabelOrder::Nobody) return {};
    if (!known.problem.isEmpty()) return tr("The queue's own order: %1").arg(known.problem);
    if ((*order)->asks == LabelOrder::Labels)
        return known.done == 0 ? tr("Looking what your labels tell…")
                               : tr("Fitted to %n preferences", nullptr, known.learntFrom);
    return known.done < known.of || known.of == 0 ? tr("Scored: %1 of %2").arg(known.done).arg(known.of)
                                                  : tr("All items are scored");
}

void LabelOrderChoice::refresh() {
    setVisible(!model_.queue().isEmpty() && takesOrders(model_.desk().state().kind()));
    if (const auto now = entries(); now != shown_) { // else it may be open under somebody's hand
        shown_ = now;
        order_->clear();
        for (int i = 0; i < shown_.size(); ++i) {
            order_->addItem(tr("Next: %1").arg(shown_[i].words));
            order_->setItemData(i, shown_[i].about, Qt::ToolTipRole);
        }
    }
    int current = 0;
    for (int i = 0; i < shown_.size(); ++i)
        if (shown_[i].name == model_.order().order && shown_[i].models == model_.order().models) current = i;
    order_->setCurrentIndex(current);
    order_->setToolTip(shown_.isEmpty() ? QString() : shown_[current].about);
    state_->setText(stateText());
    state_->setVisible(!state_->text().isEmpty());
}

} // namespace lapidary
