// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QGridLayout;
class QLabel;

namespace lapidary {

class ModelsViewModel;

/// The facts of the chosen model, and what is wrong with it.
class ModelDetailsView : public QWidget {
    Q_OBJECT
public:
    explicit ModelDetailsView(ModelsViewModel &model, QWidget *parent = nullptr);

private:
    void refresh();
    ModelsViewModel &model_;
    QWidget *facts_ = nullptr;
    QLabel *problems_;
    class QVBoxLayout *inside_;
};

} // namespace lapidary
