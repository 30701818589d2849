// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/plot_export.h"
#include "widgets/charts/plot.h"
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>
#include <QSvgGenerator>

namespace lapidary {

namespace {

bool writeSvg(QCustomPlot &plot, const QString &title, const QString &file) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) return false;
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setTitle(title);
    generator.setSize(plot.size());
    generator.setViewBox(plot.rect());
    QCPPainter painter;
    if (!painter.begin(&generator)) return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return out.commit();
}

bool writeText(const QString &text, const QString &file) {
    QSaveFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(text.toUtf8()) >= 0 && out.commit();
}

} // namespace

bool exportPlot(QCustomPlot &plot, const QString &title, const QString &file, const std::function<QString()> &csv) {
    if (file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) return plot.savePng(file, 0, 0, 2);
    if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return plot.savePdf(file, 0, 0, QCP::epAllowCosmetic, QStringLiteral("Lapidary"), title);
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return writeSvg(plot, title, file);
    return file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) && writeText(csv(), file);
}

void askWhereToExport(QWidget &owner, const QString &suggestion, std::function<bool(const QString &)> write) {
    auto *dialog = new QFileDialog(&owner, QObject::tr("Export the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, &owner, [&owner, write = std::move(write)](const QString &file) {
            if (write(file)) return;
            auto *box = new QMessageBox(QMessageBox::Warning, QObject::tr("Export"),
                                        QObject::tr("The chart could not be written to %1.").arg(file), QMessageBox::Ok,
                                        &owner);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->setTextFormat(Qt::PlainText);
            box->setInformativeText(QObject::tr(
                "Choose a folder that can be written to, and a name that ends in .png, .svg, .pdf or .csv."));
            box->open();
        });
    dialog->open();
}

} // namespace lapidary
