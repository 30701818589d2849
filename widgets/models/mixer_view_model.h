// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/answer/answer.h"
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <QTimer>

namespace lapidary {

/// Adapters of one base with a weight each, and what the mix answers while the weights move. One answer is on its way
/// at a time: whatever changed meanwhile is asked when it is here, so that a worker keeps its model warm.
class MixerViewModel : public QObject {
    Q_OBJECT
public:
    struct Part {
        QString id{}, name{}, folder{};
        double weight = 1;
        bool on = false;
        bool touched = false; ///< was on: stays loaded with weight 0, so that switching costs nothing
    };
    static constexpr int kPauseMs = 300; ///< between the last change and the question
    explicit MixerViewModel(QObject *parent = nullptr);

    /// The base of `current` and all adapters that stand directly on it. The weights of those that stay are kept.
    void setModels(const QVector<ModelValues> &models, const QString &current);
    QString baseName() const { return baseName_; }
    const QVector<Part> &parts() const { return parts_; }
    int countOn() const;
    void setOn(int part, bool on);
    void setWeight(int part, double weight);
    /// How they become one: "none" (side by side, exact), "linear", "cat" or "svd", as in PEFT's add_weighted_adapter.
    void setCombination(const QString &combination);
    QString combination() const { return combination_; }

    /// Whether prompts can be written as messages: by the template of the tokenizer, where it is the base's.
    void setTemplate(const TemplateFacts &facts);
    bool hasTemplate() const { return template_.found && template_.tokenizer == tokenizer_; }
    bool chats() const { return hasTemplate() && !wantsText_; }
    void setChats(bool on);
    void setNumbers(const QString &numbers); ///< that the weights are held in, as in the playground
    QString numbers() const { return numbers_; }
    void setPrompt(const QString &prompt);
    void setSampling(double temperature, quint64 seed, int maxNewTokens);
    void setLive(bool live);
    bool isLive() const { return live_; }
    bool asking() const { return asking_; }
    const Answer &mixed() const { return mixed_; }
    const Answer &plain() const { return plain_; }
    QString problem() const { return problem_; }
    /// One that still grows has no finish reason yet.
    void setAnswer(qint64 ticket, const Answer &answer);
    void setFailed(qint64 ticket, const QString &why);
    void ask(); ///< now

    /// Of what is written: only the adapters that are on.
    QString writtenReference() const;

Q_SIGNALS:
    void partsChanged(); ///< which ones there are
    void changed();      ///< weights, or what is on
    void answerChanged();
    void answerRequested(const lapidary::MixRequest &request);

private:
    void touch();
    void send();
    QString reference(bool plain) const;
    QString current_{}, base_{}, baseName_{}, combination_ = QStringLiteral("none"), problem_{};
    QString numbers_ = QStringLiteral("f32"), tokenizer_{}; ///< tokenizer: of the base
    TemplateFacts template_{};
    bool wantsText_ = false;
    QVector<Part> parts_{};
    MixRequest request_{};
    QString plainKey_{}; ///< of what the plain answer belongs to
    Answer mixed_{}, plain_{};
    QTimer pause_{};
    bool live_ = true, asking_ = false, stale_ = false;
    qint64 ticket_ = 0;
};

} // namespace lapidary
