// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/channel.h"
#include "core/workbench/labels/live_labels.h"
#include "widgets/models/label_values.h"
#include <QObject>
#include <QTimer>

namespace lapidary {

class OpenProject;

/// Asks a paused training what its policy says now, makes a queue of that, and gives the run the labels. One question
/// at a time. Lives on the bridge's thread; it never waits there.
class LivePolicy : public QObject {
    Q_OBJECT
public:
    LivePolicy(OpenProject &open, QObject *parent);
    void ask(const LiveRequest &asked); ///< pauses the run where it is at work
    void cancel();                      ///< the run stays paused
    void give(const QString &queue);    ///< the labels that it has not got yet; then it goes on
    void forget();                      ///< the project is closed

Q_SIGNALS:
    void progressed(const lapidary::LiveProgress &progress);
    void made(const QString &queue);
    void silent(const QString &why); ///< there will be no queue; empty: it was cancelled
    void given(const lapidary::LiveGivenValues &given);
    void refused(const QString &queue, const QString &why);

private:
    struct Question {
        LiveRequest asked{};
        std::unique_ptr<ChannelClient> run{};
        LiveOrigin origin{};
        const LabelKind *kind = nullptr; ///< none until the run has said what it takes
        std::vector<FreshRequest> requests{};
        std::vector<LabelItem> items{};
        std::size_t answered = 0;
        std::optional<Error> fault{}; ///< of the last prompt that gave no item
    };
    struct Giving {
        QString queue{};
        LiveGift gift{};
        std::unique_ptr<ChannelClient> run{};
    };
    void look();
    void hear(Question &question);
    Status take(Question &question, const Json &message);
    Status begin(Question &question, const Json &takes);
    void end(Question &question);
    void hear(Giving &giving);
    Result<LiveGivenValues> taken(Giving &giving, const Json &answer);
    OpenProject &open_;
    std::unique_ptr<Question> question_{};
    std::unique_ptr<Giving> giving_{};
    QTimer timer_{this};
};

} // namespace lapidary
