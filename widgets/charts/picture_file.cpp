// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/picture_file.h"
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace lapidary {

bool writePicture(const QString &file, const QString &title, const QSize &size,
                  const std::function<void(QPainter &)> &draw) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) return false;
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setOutputDevice(&out);
        generator.setTitle(title);
        generator.setSize(size);
        generator.setViewBox(QRect({0, 0}, size));
        QPainter painter(&generator);
        draw(painter);
    } else {
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        if (image.isNull()) return false;
        QPainter painter(&image);
        draw(painter);
        painter.end();
        if (!image.save(&out, "PNG")) return false;
    }
    return out.commit();
}

} // namespace lapidary
