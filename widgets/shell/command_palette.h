// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/palette_model.h"
#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace lapidary {

/// Finds anything by a few letters and does it. It lies over the window, takes the focus and gives it back.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);
    void open(QVector<PaletteEntry> entries);
    const PaletteModel &model() const { return *model_; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(int row);
    void move(int rows);
    void leave();
    void fitHeight();
    bool keyPressed(int key);
    PaletteModel *model_;
    QLineEdit *words_;
    QListView *list_;
    QPointer<QWidget> before_; ///< had the focus
};

} // namespace lapidary
