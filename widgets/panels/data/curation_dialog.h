// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/core_text.h"
#include "widgets/models/curation_view_model.h"
#include <QDialog>
#include <QPointer>

class QFormLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace lapidary {

class ToneLabel;

/// What dialogs over curated rows have in common: a heading, what they do, their fields, what came out, what went
/// wrong, and long work that can be stopped. Closing one stops its work.
class CurationDialog : public QDialog {
    Q_OBJECT
public:
    CurationDialog(CurationViewModel &model, const QString &objectName, const QString &title, const QString &about,
                   QWidget *parent);
    ~CurationDialog() override;

protected:
    QVBoxLayout *body() const { return body_; }
    QFormLayout *form(); ///< made at its first use, at the end of the body
    void addField(const QString &label, QWidget *field);
    QPushButton *addButton(const QString &objectName, const QString &text, bool primary = false);
    QTableWidget *addTable(const QString &objectName, const QString &purpose, const QStringList &headers);
    CurationViewModel &model() { return model_; }
    bool isBusy() const { return job_ != 0; }
    void setResult(const QString &text);
    void setProblem(const QString &text);
    virtual void refresh() {} ///< also whenever work begins or ends

    /// The answer comes while the dialog stands, and only where all went well.
    template <class T>
    void run(RowService::Lane lane, const QString &title, CurationViewModel::Work<T> work,
             std::function<void(const T &)> then) {
        setProblem({});
        setJob(model_.ask<T>(lane, title, std::move(work), guarded<T>(std::move(then))));
    }
    void runStep(const QString &title, CurationViewModel::Work<RowStep> work,
                 std::function<void(const RowStep &)> then) {
        setProblem({});
        setJob(model_.askStep(title, std::move(work), guarded<RowStep>(std::move(then))));
    }
    void stop();

private:
    template <class T> CurationViewModel::Answer<T> guarded(std::function<void(const T &)> then) {
        return [here = QPointer<CurationDialog>(this), then = std::move(then)](const Result<T> &result) {
            if (!here) return;
            here->setJob(0);
            if (result)
                then(*result);
            else if (result.error().code != kCancelled)
                here->setProblem(coreText(result.error()));
            here->refresh();
        };
    }
    void setJob(qint64 job);
    void tellWork();
    CurationViewModel &model_;
    QVBoxLayout *body_;
    QFormLayout *form_ = nullptr;
    QLabel *result_, *work_;
    ToneLabel *problem_;
    QPushButton *stop_, *close_;
    QHBoxLayout *buttons_;
    qint64 job_ = 0;
};

/// A cell of text in a table of a dialog.
void setCell(QTableWidget &table, int row, int column, const QString &text);

} // namespace lapidary
