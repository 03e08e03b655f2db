using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Documents;

/// <summary>Draws a <see cref="ReportDocument"/> as HTML.</summary>
public sealed partial class ReportDocumentView : ComponentBase
{
    [Parameter, EditorRequired]
    public required ReportDocument Document { get; set; }

    private string Lang => Document.Meta.Language == ReportLanguage.English ? "en" : "zh-CN";
}
