// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/mix_player.h"
#include "widgets/bridge/model_copier.h"
#include "widgets/bridge/model_writer.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/playground.h"
#include "widgets/bridge/remote_models.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/model_writer_view_model.h"
#include "widgets/models/models_view_model.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/models/remote_view_model.h"
#include "widgets/panels/feature.h"

class QUndoStack;

namespace lapidary {

class ProjectSession;
class Workspace;

/// The project's models, with threads that copy and write them, mix adapters of them, ask servers, and chat.
class ModelsFeature : public Feature {
    Q_OBJECT
public:
    explicit ModelsFeature(Workspace &workspace);
    ModelsViewModel &models() { return models_; }
    PlaygroundViewModel &playground() { return playground_; }
    MixerViewModel &mixer() { return mixer_; }
    ModelWriterViewModel &writer() { return writer_; }

    QString id() const override { return QStringLiteral("models"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Model; }
    Panel *makePanel() override;
    void forget() override { playground_.clear(); }
    void setProject(const ProjectValues &project) override;

private:
    void connectProject(const ProjectSession &session);
    void connectCopier(const ProjectSession &session);
    void connectWriter(const ProjectSession &session);
    void connectMixer();
    void connectRemote();
    void connectPlayground(QUndoStack &undo);
    ModelsViewModel models_{};
    PlaygroundViewModel playground_{};
    MixerViewModel mixer_{};
    ModelWriterViewModel writer_{};
    RemoteViewModel remote_{};
    OnThread<ModelCopier> copying_{QStringLiteral("model copy")};
    OnThread<MixPlayer> mixing_{QStringLiteral("mixer")};
    OnThread<ModelWriter> writing_{QStringLiteral("model writer")};
    OnThread<RemoteModels> servers_{QStringLiteral("remote models")};
    OnThread<Playground> chatting_{QStringLiteral("playground")};
};

} // namespace lapidary
