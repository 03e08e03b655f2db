using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>What a definition is called on pages, in the reader's language.</summary>
internal sealed class MetricLabels(IStringLocalizer<MetricsText> texts)
{
    public static string NameOf(MetricDefinition metric) => PortalCultures.IsChinese() ? metric.NameZh : metric.NameEn;

    /// <summary>The name in the language that is not the reader's.</summary>
    public static string OtherNameOf(MetricDefinition metric) => PortalCultures.IsChinese() ? metric.NameEn : metric.NameZh;

    // "3 Price, margin and rebate 价格毛利与返利": a number, then the English name, then the Chinese one.
    public static string FamilyKey(MetricDefinition metric) => metric.Family.Split(' ')[0];

    public static string FamilyOf(MetricDefinition metric)
    {
        var words = metric.Family.Split(' ');
        return PortalCultures.IsChinese() ? words[^1] : string.Join(' ', words[1..^1]);
    }

    public string UnitOf(MetricDefinition metric) => UnitOf(metric.Unit);

    // A unit is a word, or two with a slash between: CNY/dealer. Words that both languages share (SKU, m2, 0-100) have no text. English says "per dealer", in the singular
    // that the catalogue itself uses.
    public string UnitOf(string unit) => string.Join('/', unit.Split('/').Select((word, i) =>
        (i == 0 || PortalCultures.IsChinese()) && texts["Unit_" + word.Replace(' ', '_')] is { ResourceNotFound: false } known ? known.Value : word));

    public string GrainOf(string grain) => texts["Grain_" + grain] is { ResourceNotFound: false } known ? known.Value : grain;
}
