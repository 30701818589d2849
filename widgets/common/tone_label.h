// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/theme.h"
#include <QLabel>
#include <optional>

namespace lapidary {

/// A plain label whose tone and weight may change at any time. It paints itself: under a style sheet, which is put on
/// anew with every change of theme, a palette or font that a label was given later is lost.
class ToneLabel : public QLabel {
    Q_OBJECT
public:
    explicit ToneLabel(Type type = Type::Body, QWidget *parent = nullptr);
    void setTone(std::optional<Tone> tone); ///< nothing: the colour of text
    void setStrong(bool strong);
    bool isStrong() const { return strong_; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<Tone> tone_{};
    bool strong_ = false;
};

} // namespace lapidary
