// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

class EstimateChart;
class LabelViewModel;
class TimeBars;

/// How the open queue was labelled: whether people agree with one another and each with himself, and what sways them
/// besides the answers.
class LabelQualityView : public QWidget {
    Q_OBJECT
public:
    explicit LabelQualityView(LabelViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    void show();
    LabelViewModel &model_;
    QLabel *title_, *about_;
    QPushButton *settle_;
    EstimateChart *chart_;
    QLabel *timesTitle_;
    TimeBars *times_;
};

} // namespace lapidary
