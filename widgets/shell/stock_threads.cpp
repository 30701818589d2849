// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/stock_threads.h"
#include "widgets/bridge/inventory.h"
#include "widgets/bridge/project_session.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/mixer_view_model.h"
#include "widgets/models/model_writer_view_model.h"
#include "widgets/models/models_view_model.h"

namespace lapidary {

StockThreads::StockThreads(ProjectSession &session, const ViewModels &views)
    : session_(session), data_(views.data), models_(views.models), mix_(views.mixer), writing_(views.writer),
      remote_(views.remote), reader_(QStringLiteral("rows")), copier_(QStringLiteral("model copy")),
      player_(QStringLiteral("mixer")), writer_(QStringLiteral("model writer")),
      desk_(QStringLiteral("remote models")) {
    data_.setLayouts(importLayoutValues());
    connectData();
    connectModels();
    connectAdded();
    connectMixer();
    connectWriter();
    connectRemote();
}

void StockThreads::outdate() {
    data_.outdate();
    models_.outdate();
}

void StockThreads::connectData() {
    DataReader *reader = reader_.get();
    connect(&data_, &DataViewModel::listRequested, this, [this] {
        session_.askInventory([](Inventory &inventory) {
            inventory.listData();
            inventory.listModels(); // their tokenizers
        });
    });
    connect(&session_, &ProjectSession::dataListed, &data_, &DataViewModel::setSets);
    connect(&data_, &DataViewModel::openRequested, reader, &DataReader::open);
    connect(&data_, &DataViewModel::rowsRequested, reader, &DataReader::readRows);
    connect(&data_, &DataViewModel::searchRequested, reader, &DataReader::search);
    connect(&data_, &DataViewModel::lengthsRequested, reader, &DataReader::countTokens);
    connect(&data_, &DataViewModel::rowViewRequested, reader, &DataReader::viewRow);
    connect(&data_, &DataViewModel::previewRequested, reader, &DataReader::preview);
    connect(&data_, &DataViewModel::importRequested, reader, &DataReader::import);
    connect(&data_, &DataViewModel::cancelRequested, reader, &DataReader::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(reader, &DataReader::opened, &data_, &DataViewModel::setShape);
    connect(reader, &DataReader::openFailed, &data_, &DataViewModel::setOpenFailed);
    connect(reader, &DataReader::rowsRead, &data_, &DataViewModel::addRows);
    connect(reader, &DataReader::found, &data_, &DataViewModel::addHits);
    connect(reader, &DataReader::tokensCounted, &data_, &DataViewModel::addLengths);
    connect(reader, &DataReader::rowViewed, &data_, &DataViewModel::setRowView);
    connect(reader, &DataReader::previewed, &data_, &DataViewModel::setPreview);
    connect(reader, &DataReader::progressed, &data_, &DataViewModel::setImportProgress);
    connect(reader, &DataReader::importFailed, &data_, &DataViewModel::setImported);
}

void StockThreads::connectModels() {
    ModelCopier *copier = copier_.get();
    connect(&models_, &ModelsViewModel::listRequested, this,
            [this] { session_.askInventory([](Inventory &inventory) { inventory.listModels(); }); });
    connect(&models_, &ModelsViewModel::factsRequested, this, [this](const QString &id) {
        session_.askInventory([id](Inventory &inventory) { inventory.readModel(id); });
    });
    connect(&models_, &ModelsViewModel::usesRequested, this, [this](const QString &id) {
        session_.askInventory([id](Inventory &inventory) { inventory.readUses(id); });
    });
    connect(&models_, &ModelsViewModel::deleteRequested, this, [this](const QString &id) {
        session_.askInventory([id](Inventory &inventory) { inventory.deleteModel(id); });
    });
    connect(&session_, &ProjectSession::modelsListed, &models_, &ModelsViewModel::setModels);
    connect(&session_, &ProjectSession::modelsListed, &data_, [this](const QVector<ModelValues> &models) {
        QVector<TokenizerValues> tokenizers;
        for (const ModelValues &model : models)
            if (!model.tokenizer.isEmpty()) tokenizers.append({model.name, model.tokenizer});
        data_.setTokenizers(tokenizers);
    });
    connect(&models_, &ModelsViewModel::compareRequested, this, [this](const QString &a, const QString &b) {
        session_.askInventory([a, b](Inventory &inventory) { inventory.compareModels(a, b); });
    });
    connect(&session_, &ProjectSession::modelsCompared, &models_, &ModelsViewModel::setPairs);
    connect(&session_, &ProjectSession::modelRead, &models_, &ModelsViewModel::setFacts);
    connect(&session_, &ProjectSession::modelUsesRead, &models_, &ModelsViewModel::setUses);
    connect(&session_, &ProjectSession::modelDeleted, &models_, &ModelsViewModel::setDeleted);
    connect(&models_, &ModelsViewModel::importRequested, copier, &ModelCopier::copy);
    connect(&models_, &ModelsViewModel::importCancelled, copier, &ModelCopier::cancel, Qt::DirectConnection);
    connect(copier, &ModelCopier::progressed, &models_, &ModelsViewModel::setImportProgress);
    connect(copier, &ModelCopier::failed, &models_,
            [this](const QString &name, const QString &why) { models_.setImported(name, why, why.isEmpty()); });
}

/// Files that are in their place are told to the experiment by the thread that owns the project.
void StockThreads::connectAdded() {
    const auto add = [this](const QString &name, const QString &path, const Json &tables) {
        session_.askInventory([=](Inventory &inventory) { inventory.add(name, path, tables); });
    };
    connect(reader_.get(), &DataReader::importWritten, this,
            [this, add](const QString &name, const QString &file, const Json &tables) {
                add(addingData_ = name, file, tables);
            });
    connect(copier_.get(), &ModelCopier::copied, this,
            [this, add](const QString &name, const QString &folder, const Json &tables) {
                add(addingModel_ = name, folder, tables);
            });
    connect(writer_.get(), &ModelWriter::modelMade, this,
            [this, add](const QString &name, const QString &folder, const Json &tables) {
                add(addingMade_ = name, folder, tables);
            });
    connect(&session_, &ProjectSession::added, this, [this](const QString &name, const QString &why) {
        if (name == addingData_) data_.setImported(name, why);
        if (name == addingModel_) models_.setImported(name, why);
        if (name != addingMade_) return;
        addingMade_.clear();
        if (why.isEmpty()) {
            models_.setMade(name);
            writing_.setWritten(name);
        } else
            writing_.setFailed(why);
    });
}

void StockThreads::connectMixer() {
    MixPlayer *player = player_.get();
    const auto follow = [this] {
        mix_.setModels(models_.models(), models_.current() ? models_.current()->id : QString());
    };
    connect(&models_, &ModelsViewModel::modelsChanged, &mix_, follow);
    connect(&models_, &ModelsViewModel::currentChanged, &mix_, follow);
    connect(&mix_, &MixerViewModel::answerRequested, player, &MixPlayer::answer);
    connect(player, &MixPlayer::answered, &mix_, &MixerViewModel::setAnswer);
    connect(player, &MixPlayer::failed, &mix_, &MixerViewModel::setFailed);
}

void StockThreads::connectRemote() {
    RemoteModels *desk = desk_.get();
    connect(&remote_, &RemoteViewModel::saveRequested, desk, &RemoteModels::save);
    connect(&remote_, &RemoteViewModel::lookRequested, desk, &RemoteModels::look);
    connect(desk, &RemoteModels::looked, &remote_, &RemoteViewModel::setLooked);
    connect(desk, &RemoteModels::saved, &remote_, [this](const QString &name, const QString &why) {
        remote_.setSaved(name, why);
        if (why.isEmpty()) models_.setMade(name);
    });
}

void StockThreads::connectWriter() {
    ModelWriter *writer = writer_.get();
    connect(&models_, &ModelsViewModel::modelsChanged, &writing_, [this] { writing_.setModels(models_.models()); });
    connect(&writing_, &ModelWriterViewModel::writeRequested, writer, &ModelWriter::write);
    connect(&writing_, &ModelWriterViewModel::cancelled, writer, &ModelWriter::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(writer, &ModelWriter::progressed, &writing_, &ModelWriterViewModel::setProgress);
    connect(writer, &ModelWriter::failed, &writing_, &ModelWriterViewModel::setFailed);
    connect(writer, &ModelWriter::written, &writing_, [this](const QString &place) {
        models_.setMade(place); // a name in the project; a folder outside changes nothing there
        writing_.setWritten(place);
    });
}

} // namespace lapidary
