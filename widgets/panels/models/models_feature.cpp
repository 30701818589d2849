// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/models_feature.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_models.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/models/models_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>
#include <QUndoStack>

namespace lapidary {

namespace {

/// The view model is changed first; the command only knows the way back and forth.
class Reshaping : public QUndoCommand {
public:
    Reshaping(PlaygroundViewModel &chat, const QString &what, const ChatConversation::Shape &before,
              const ChatConversation::Shape &after)
        : QUndoCommand(what), chat_(chat), before_(before), after_(after) {}
    void undo() override { chat_.restore(before_); }
    void redo() override {
        if (!std::exchange(first_, false)) chat_.restore(after_);
    }

private:
    PlaygroundViewModel &chat_;
    ChatConversation::Shape before_, after_;
    bool first_ = true; ///< a stack "redoes" what is pushed
};

} // namespace

ModelsFeature::ModelsFeature(Workspace &workspace) : Feature(&workspace) {
    connectProject(workspace.session());
    connectCopier(workspace.session());
    connectMixer();
    connectWriter(workspace.session());
    connectRemote();
    connectPlayground(workspace.undoStack());
}

void ModelsFeature::connectProject(const ProjectSession &session) {
    const ProjectModels *project = &session.models();
    connect(&session.queue(), &ExperimentQueue::runningChanged, &models_, &ModelsViewModel::outdate);
    connect(&models_, &ModelsViewModel::listRequested, project, &ProjectModels::list);
    connect(&models_, &ModelsViewModel::factsRequested, project, &ProjectModels::readFacts);
    connect(&models_, &ModelsViewModel::usesRequested, project, &ProjectModels::readUses);
    connect(&models_, &ModelsViewModel::compareRequested, project, &ProjectModels::compare);
    connect(&models_, &ModelsViewModel::deleteRequested, project, &ProjectModels::remove);
    connect(project, &ProjectModels::listed, &models_, &ModelsViewModel::setModels);
    connect(project, &ProjectModels::factsRead, &models_, &ModelsViewModel::setFacts);
    connect(project, &ProjectModels::usesRead, &models_, &ModelsViewModel::setUses);
    connect(project, &ProjectModels::compared, &models_, &ModelsViewModel::setPairs);
    connect(project, &ProjectModels::removed, &models_, &ModelsViewModel::setDeleted);
}

/// Files that are in their place are told to the experiment by the thread that owns the project.
void ModelsFeature::connectCopier(const ProjectSession &session) {
    ModelCopier *copier = copying_.get();
    connect(&models_, &ModelsViewModel::importRequested, copier, &ModelCopier::copy);
    connect(&models_, &ModelsViewModel::importCancelled, copier, &ModelCopier::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(copier, &ModelCopier::progressed, &models_, &ModelsViewModel::setImportProgress);
    connect(copier, &ModelCopier::failed, &models_,
            [this](const QString &name, const QString &why) { models_.setImported(name, why, why.isEmpty()); });
    connect(copier, &ModelCopier::copied, &session.models(), &ProjectModels::addImported);
    connect(&session.models(), &ProjectModels::importedAdded, &models_,
            [this](const QString &name, const QString &why) { models_.setImported(name, why); });
}

void ModelsFeature::connectWriter(const ProjectSession &session) {
    ModelWriter *writer = writing_.get();
    connect(&models_, &ModelsViewModel::modelsChanged, &writer_, [this] { writer_.setModels(models_.models()); });
    connect(&writer_, &ModelWriterViewModel::writeRequested, writer, &ModelWriter::write);
    connect(&writer_, &ModelWriterViewModel::cancelled, writer, &ModelWriter::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(writer, &ModelWriter::progressed, &writer_, &ModelWriterViewModel::setProgress);
    connect(writer, &ModelWriter::failed, &writer_, &ModelWriterViewModel::setFailed);
    const auto written = [this](const QString &place) {
        models_.setMade(place); // a name in the project; a folder outside changes nothing there
        writer_.setWritten(place);
    };
    connect(writer, &ModelWriter::written, &writer_, written);
    connect(writer, &ModelWriter::modelMade, &session.models(), &ProjectModels::addWritten);
    connect(&session.models(), &ProjectModels::writtenAdded, &writer_,
            [this, written](const QString &name, const QString &why) {
                if (why.isEmpty())
                    written(name);
                else
                    writer_.setFailed(why);
            });
}

void ModelsFeature::connectMixer() {
    MixPlayer *player = mixing_.get();
    const auto follow = [this] {
        mixer_.setModels(models_.models(), models_.current() ? models_.current()->id : QString());
    };
    connect(&models_, &ModelsViewModel::modelsChanged, &mixer_, follow);
    connect(&models_, &ModelsViewModel::currentChanged, &mixer_, follow);
    // They share a worker, and so the weights that it holds.
    connect(&playground_, &PlaygroundViewModel::stateChanged, &mixer_,
            [this] { mixer_.setNumbers(playground_.sampler().numbers); });
    connect(&mixer_, &MixerViewModel::answerRequested, player, &MixPlayer::answer);
    connect(player, &MixPlayer::answered, &mixer_, &MixerViewModel::setAnswer);
    connect(player, &MixPlayer::failed, &mixer_, &MixerViewModel::setFailed);
}

void ModelsFeature::connectRemote() {
    RemoteModels *servers = servers_.get();
    connect(&remote_, &RemoteViewModel::saveRequested, servers, &RemoteModels::save);
    connect(&remote_, &RemoteViewModel::lookRequested, servers, &RemoteModels::look);
    connect(servers, &RemoteModels::looked, &remote_, &RemoteViewModel::setLooked);
    connect(servers, &RemoteModels::saved, &remote_, [this](const QString &name, const QString &why) {
        remote_.setSaved(name, why);
        if (why.isEmpty()) models_.setMade(name);
    });
}

void ModelsFeature::connectPlayground(QUndoStack &undo) {
    Playground *chatting = chatting_.get();
    connect(&models_, &ModelsViewModel::currentChanged, &playground_, [this] {
        playground_.setModel(models_.current());
        playground_.setFacts(models_.facts());
    });
    connect(&playground_, &PlaygroundViewModel::reshaped, this,
            [this, &undo](const QString &what, const ChatConversation::Shape &before,
                          const ChatConversation::Shape &after) {
                undo.push(new Reshaping(playground_, what, before, after));
            });
    connect(&playground_, &PlaygroundViewModel::templateRequested, chatting, &Playground::lookForTemplate);
    // Who stops one that still waits for its turn stops it, too.
    connect(&playground_, &PlaygroundViewModel::answerRequested, this, [chatting](PromptRequest asked) {
        asked.stops = chatting->cancelled();
        QMetaObject::invokeMethod(
            chatting, [chatting, asked] { chatting->answer(asked); }, Qt::QueuedConnection);
    });
    connect(&playground_, &PlaygroundViewModel::alternativesRequested, chatting, &Playground::alternatives);
    connect(&playground_, &PlaygroundViewModel::askingStopped, chatting, &Playground::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(chatting, &Playground::templateKnown, &playground_, &PlaygroundViewModel::setTemplate);
    connect(chatting, &Playground::templateKnown, &mixer_, &MixerViewModel::setTemplate);
    connect(chatting, &Playground::loading, &playground_, &PlaygroundViewModel::setLoading);
    connect(chatting, &Playground::grew, &playground_, &PlaygroundViewModel::grow);
    connect(chatting, &Playground::written, &playground_, &PlaygroundViewModel::setWritten);
    connect(chatting, &Playground::answered, &playground_, &PlaygroundViewModel::setAnswer);
    connect(chatting, &Playground::alternativesFound, &playground_, &PlaygroundViewModel::setAlternatives);
    connect(chatting, &Playground::noticed, &playground_, &PlaygroundViewModel::setNotice);
    connect(chatting, &Playground::failed, &playground_, &PlaygroundViewModel::setFailed);
}

QString ModelsFeature::title() const {
    return QCoreApplication::translate("Panels", "Models");
}

Panel *ModelsFeature::makePanel() {
    return new ModelsPanel(models_, playground_, mixer_, writer_, remote_);
}

void ModelsFeature::setProject(const ProjectValues &project) {
    const bool readOnly = !project.readOnly.isEmpty();
    models_.setProject(project.folder, readOnly);
    writer_.setProject(project.folder, readOnly);
}

} // namespace lapidary
