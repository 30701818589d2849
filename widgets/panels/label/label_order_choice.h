// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;

namespace lapidary {

class Choice;
class LabelViewModel;

/// Which item comes next, and how far that is known. Nothing waits for it.
class LabelOrderChoice : public QWidget {
    Q_OBJECT
public:
    explicit LabelOrderChoice(LabelViewModel &model, QWidget *parent = nullptr);

private:
    struct Entry {
        QString name{}, words{}, about{};
        QStringList models{};
        bool operator==(const Entry &) const = default;
    };
    QVector<Entry> entries() const;
    void refresh();
    QString stateText() const;
    LabelViewModel &model_;
    Choice *order_;
    QLabel *state_;
    QVector<Entry> shown_{};
};

} // namespace lapidary
