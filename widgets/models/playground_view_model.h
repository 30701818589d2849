// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/conversation.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <optional>

namespace lapidary {

/// A chat with the chosen model: the tree of its turns, what is being written, and the token that is looked at.
class PlaygroundViewModel : public QObject {
    Q_OBJECT
public:
    explicit PlaygroundViewModel(QObject *parent = nullptr) : QObject(parent) {}
    void clear();
    void setModel(const ModelValues *model);
    void setFacts(const ModelFacts &facts); ///< the hash of the weights, where somebody has asked for it
    void setTemplate(const TemplateFacts &facts);

    const ChatConversation &conversation() const { return talk_; }
    bool hasModel() const { return !model_.id.isEmpty(); }
    bool canAsk() const { return whyNot().isEmpty() && !asking(); }
    QString whyNot() const; ///< the model cannot be asked; empty where it can
    bool isRemote() const { return !model_.api.isEmpty(); }
    bool leavesMachine() const { return model_.away; } ///< what is asked
    bool hasTemplate() const { return template_.found; }
    QString templateProblem() const { return template_.problem; }
    /// Written with the model's template; otherwise the text is continued as it stands.
    bool chats() const { return isRemote() ? model_.api == QLatin1String("chat") : template_.found && !wantsText_; }
    void setChats(bool on);
    const ChatSampler &sampler() const { return sampler_; }
    void setSampler(const ChatSampler &sampler);

    void ask(const QString &text);
    void edit(int turn, const QString &text);       ///< of a person or the system: another branch, answered
    void goOn(int turn, const QString &text);       ///< an answer that begins so, written on by the model
    void keepEdited(int turn, const QString &text); ///< an answer that a person wrote
    void regenerate(int turn);                      ///< another answer beside it; of an unanswered turn: the first
    void setSystem(const QString &text);
    void step(int turn, int by); ///< to the sibling beside it
    void remove(int turn);
    void mark(int turn);
    void newChat();
    void stop() { Q_EMIT askingStopped(); }
    bool asking() const { return running_.has_value(); }
    int writing() const { return running_ && !running_->check ? running_->turn : -1; }
    double speed() const { return speed_; }   ///< tokens a second of what is being written, behind the first
    bool loading() const { return loading_; } ///< the weights, before the prompt is read
    QString notice() const { return notice_; }
    void say(const QString &notice);                    ///< until something else is done
    void restore(const ChatConversation::Shape &shape); ///< for undo and redo

    void chooseToken(int turn, int token);
    int turn() const { return turn_; } ///< whose token is looked at
    int token() const { return token_; }
    const Alternatives &alternatives() const { return alternatives_; }
    QString alternativesProblem() const { return alternativesProblem_; }
    void branch(int tokenId); ///< puts it in the place of the chosen token; the model goes on from there
    void reproduce(int turn); ///< has the answer made again and compares

    // What comes back
    void setLoading(qint64 ticket, bool on);
    void grow(const AnswerGrowth &growth);
    void setWritten(qint64 ticket, const Answer &answer);
    void setAnswer(qint64 ticket, const Answer &answer);
    void setFailed(qint64 ticket, const QString &why);
    void setNotice(qint64 ticket, const QString &text); ///< what a person should know while an answer is awaited
    void setAlternatives(const Alternatives &alternatives);

Q_SIGNALS:
    void pathChanged();         ///< other turns are shown
    void turnChanged(int turn); ///< its text, its tokens or what is said of it
    void stateChanged();
    void lookChanged(); ///< another token, or what else could have stood there
    void reshaped(const QString &what, const lapidary::ChatConversation::Shape &before,
                  const lapidary::ChatConversation::Shape &after);
    void templateRequested(const QString &tokenizer);
    void answerRequested(const lapidary::PromptRequest &request);
    void alternativesRequested(const lapidary::PromptRequest &request, int token);
    void askingStopped();

private:
    struct Running {
        int turn = -1;
        qint64 ticket = 0;
        bool check = false; ///< an answer is being made again
    };
    template <class F> void reshape(const QString &what, F &&change);
    void answer(int turn, const ChatProvenance &from, const QString &begun = {});
    void send(int turn, PromptRequest request, bool check = false);
    void take(ChatTurn &turn, const Answer &answer);
    void compare(ChatTurn &turn, const Answer &again);
    ChatProvenance provenance() const;
    PromptRequest requestOf(const ChatTurn &turn) const;
    void toBegin(PromptRequest &request, const ChatTurn &turn) const; ///< what stands before the turn
    static QVector<int> idsBefore(const ChatTurn &turn, int token);
    quint64 freshSeed(const QVector<int> &beside) const;

    ChatConversation talk_{};
    ModelValues model_{};
    ModelFacts facts_{};
    TemplateFacts template_{};
    ChatSampler sampler_{};
    bool wantsText_ = false;
    std::optional<Running> running_{};
    QVector<Running> scoring_{}; ///< written, and not scored yet
    double speed_ = 0;
    bool loading_ = false;
    QString notice_{}, alternativesProblem_{};
    int turn_ = -1, token_ = -1;
    Alternatives alternatives_{};
    qint64 ticket_ = 0, lookTicket_ = 0;
};

} // namespace lapidary
