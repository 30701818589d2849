// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/chat_thread.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/playground_view_model.h"
#include <QUndoStack>

namespace lapidary {

/// The view model is changed first; the command only knows the way back and forth.
class ChatThread::Reshaping : public QUndoCommand {
public:
    Reshaping(PlaygroundViewModel &chat, const QString &what, const Conversation::Shape &before,
              const Conversation::Shape &after)
        : QUndoCommand(what), chat_(chat), before_(before), after_(after) {}
    void undo() override { chat_.restore(before_); }
    void redo() override {
        if (!std::exchange(first_, false)) chat_.restore(after_);
    }

private:
    PlaygroundViewModel &chat_;
    Conversation::Shape before_, after_;
    bool first_ = true; ///< a stack "redoes" what is pushed
};

ChatThread::ChatThread(PlaygroundViewModel &chat, ModelsViewModel &models, QUndoStack &undo)
    : playground_(QStringLiteral("playground")) {
    Playground *playground = playground_.get();
    connect(&models, &ModelsViewModel::currentChanged, &chat, [&chat, &models] {
        chat.setModel(models.current());
        chat.setFacts(models.facts());
    });
    connect(&chat, &PlaygroundViewModel::reshaped, this,
            [&chat, &undo](const QString &what, const Conversation::Shape &before, const Conversation::Shape &after) {
                undo.push(new Reshaping(chat, what, before, after));
            });
    connect(&chat, &PlaygroundViewModel::templateRequested, playground, &Playground::lookForTemplate);
    connect(&chat, &PlaygroundViewModel::answerRequested, playground, &Playground::answer);
    connect(&chat, &PlaygroundViewModel::alternativesRequested, playground, &Playground::alternatives);
    connect(&chat, &PlaygroundViewModel::askingStopped, playground, &Playground::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(playground, &Playground::templateKnown, &chat, &PlaygroundViewModel::setTemplate);
    connect(playground, &Playground::grew, &chat, &PlaygroundViewModel::grow);
    connect(playground, &Playground::written, &chat, &PlaygroundViewModel::setWritten);
    connect(playground, &Playground::answered, &chat, &PlaygroundViewModel::setAnswer);
    connect(playground, &Playground::alternativesFound, &chat, &PlaygroundViewModel::setAlternatives);
    connect(playground, &Playground::noticed, &chat, &PlaygroundViewModel::setNotice);
    connect(playground, &Playground::failed, &chat, &PlaygroundViewModel::setFailed);
}

} // namespace lapidary
