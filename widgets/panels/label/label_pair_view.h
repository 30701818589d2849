// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QGridLayout;
class QLabel;

namespace lapidary {

class LabelViewModel;
class NoteEdit;
class TextView;

/// The pair under judgement: its prompt, the two candidates in the drawn order, and what was written about it. Who
/// answered stands there only once the verdict is given.
class LabelPairView : public QWidget {
    Q_OBJECT
public:
    explicit LabelPairView(LabelViewModel &model, QWidget *parent = nullptr);
    void setDifferences(bool shown);
    bool differences() const { return differences_; }
    void setTokenColours(bool shown);
    bool tokenColours() const { return tokenColours_; }
    void setGuidelines(bool shown);
    bool guidelines() const { return guidelinesShown_; }
    /// Opens the ideal answer, beginning with the text of one side where there is none yet.
    void editIdeal(bool fromRight);
    void editComment();
    bool isTyping() const;
    void flush(); ///< saves what is being typed

Q_SIGNALS:
    void notesLeft();

private:
    QWidget *makeHead();
    void addCandidates(QGridLayout &grid);
    void addNotes(QGridLayout &grid);
    void refresh();
    void showItem();
    void showTexts();
    void showSaved();
    QString statusText() const;
    LabelViewModel &model_;
    QLabel *title_, *status_, *saved_, *nameLeft_, *nameRight_, *idealTitle_, *commentTitle_;
    TextView *guide_, *prompt_, *left_, *right_;
    NoteEdit *ideal_, *comment_;
    std::string shown_{}; ///< id of the item in the views
    bool differences_ = false, tokenColours_ = false, guidelinesShown_ = false;
};

} // namespace lapidary
