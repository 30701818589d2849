// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/data_feature.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_data.h"
#include "widgets/bridge/project_models.h"
#include "widgets/bridge/project_session.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

DataFeature::DataFeature(Workspace &workspace) : Feature(&workspace) {
    data_.setLayouts(importLayoutValues());
    connectReader();
    connectProject(workspace.session());
}

void DataFeature::connectProject(const ProjectSession &session) {
    connect(&session.queue(), &ExperimentQueue::runningChanged, &data_, &DataViewModel::outdate);
    connect(&data_, &DataViewModel::listRequested, &session.data(), &ProjectData::list);
    connect(&data_, &DataViewModel::listRequested, &session.models(), &ProjectModels::list); // their tokenizers
    connect(&session.data(), &ProjectData::listed, &data_, &DataViewModel::setSets);
    connect(&session.models(), &ProjectModels::listed, &data_, [this](const QVector<ModelValues> &models) {
        QVector<TokenizerValues> tokenizers;
        for (const ModelValues &model : models)
            if (!model.tokenizer.isEmpty()) tokenizers.append({model.name, model.tokenizer});
        data_.setTokenizers(tokenizers);
    });
    connect(reader_.get(), &DataReader::importWritten, &session.data(), &ProjectData::add);
    connect(&session.data(), &ProjectData::added, &data_, &DataViewModel::setImported);
}

void DataFeature::connectReader() {
    DataReader *reader = reader_.get();
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

QString DataFeature::title() const {
    return QCoreApplication::translate("Panels", "Data");
}

Panel *DataFeature::makePanel() {
    return new DataPanel(data_);
}

void DataFeature::setProject(const ProjectValues &project) {
    data_.setProject(project.folder, !project.readOnly.isEmpty());
}

} // namespace lapidary
