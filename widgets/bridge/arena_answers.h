// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/project_part.h"
#include "widgets/models/arena_view_model.h"

namespace lapidary {

class AnswerService;
class OpenProject;

/// Questions to the methods of arms; up to four warm workers answer them side by side.
class ArenaAnswers : public ProjectPart {
    Q_OBJECT
public:
    ArenaAnswers(OpenProject &open, QObject *parent);
    ~ArenaAnswers() override;

    /// `place`: which of the workers answers; the ticket comes back.
    void ask(int place, quint64 ticket, const QString &arm, const QString &prompt);
    void stop(); ///< what was asked so far; from any thread

Q_SIGNALS:
    void grew(quint64 ticket, const QString &text, const QString &note);
    void done(quint64 ticket, const lapidary::Answer &answer);
    void refused(quint64 ticket, const QString &why);

private:
    OpenProject &open_;
    QVector<AnswerService *> services_{};
};

} // namespace lapidary
