// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/playground.h"

class QUndoStack;

namespace lapidary {

class ModelsViewModel;
class PlaygroundViewModel;

/// What stands behind the playground: a thread that asks a worker, the model that is chosen, and the window's undo
/// stack; with all their connections.
class ChatThread : public QObject {
    Q_OBJECT
public:
    ChatThread(PlaygroundViewModel &chat, ModelsViewModel &models, QUndoStack &undo);

private:
    class Reshaping;
    OnThread<Playground> playground_;
};

} // namespace lapidary
