// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QGridLayout;
class QLabel;

namespace lapidary {

class LabelAnswersView;
class LabelSpansView;
class LabelSuggestionView;
class LabelStepsView;
class LabelViewModel;
class NoteEdit;
class StepHelpModel;
class TextView;

/// The item under judgement: how it stands, its prompt, its answers or steps, and what was written about it.
class LabelItemView : public QWidget {
    Q_OBJECT
public:
    LabelItemView(LabelViewModel &model, StepHelpModel &steps, QWidget *parent = nullptr);
    LabelAnswersView &answers() { return *answers_; }
    void setGuidelines(bool shown);
    bool guidelines() const { return guidelinesShown_; }
    /// Opens the ideal answer, beginning with the text of the first or the last answer where there is none yet.
    void editIdeal(bool fromLast);
    void editComment();
    bool isTyping() const;
    void flush(); ///< saves what is being typed

Q_SIGNALS:
    void notesLeft();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    void addNotes(QGridLayout &grid);
    void connectNotes();
    void refresh();
    void showItem();
    void showNotes();
    void showSaved();
    bool writesIdeal() const; ///< the ideal answer is what is asked for
    QString statusText() const;
    LabelViewModel &model_;
    QLabel *title_, *status_, *said_, *saved_, *idealTitle_, *commentTitle_;
    TextView *prompt_;
    LabelAnswersView *answers_;
    LabelStepsView *steps_;
    LabelSpansView *spans_;
    LabelSuggestionView *suggestion_;
    NoteEdit *guide_, *ideal_, *comment_;
    std::string shown_{}; ///< id of the item in the views
    bool guidelinesShown_ = false;
};

} // namespace lapidary
