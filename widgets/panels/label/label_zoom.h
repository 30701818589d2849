// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QObject>
#include <QPointer>

class QAbstractScrollArea;

namespace lapidary {

class LabelViewModel;

/// The size of the text that is judged: one for all that is read, whichever of them the wheel is turned over.
class LabelZoom : public QObject {
    Q_OBJECT
public:
    explicit LabelZoom(LabelViewModel &model, QObject *parent);
    void watch(QAbstractScrollArea *view); ///< whose words are as large as the others

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    LabelViewModel &model_;
    QList<QPointer<QAbstractScrollArea>> views_{};
    int turned_ = 0; ///< of the wheel, in eighths of a degree, short of a step
};

} // namespace lapidary
