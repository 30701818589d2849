// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;

namespace lapidary {

class LabelViewModel;
class TextView;

/// The answer of an item whose parts are marked. What is chosen with the mouse, or with the arrow keys and Shift, is
/// what the next key marks; without a choice it is the word at the cursor.
class LabelSpansView : public QWidget {
    Q_OBJECT
public:
    explicit LabelSpansView(LabelViewModel &model, QWidget *parent = nullptr);
    void refresh();
    void showText();

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void mark();
    QString legend() const;
    LabelViewModel &model_;
    QLabel *name_, *legend_;
    TextView *text_;
    bool following_ = false; ///< the text is put there, and nobody chose anything
};

} // namespace lapidary
