using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>A filter as a chip or crumb shows it.</summary>
/// <param name="Without">The lens when it is taken away.</param>
public sealed record BoardFilter(string Dimension, string Value, string Name, BoardLens Without);

/// <summary>A step of the drill-down above the current one.</summary>
public sealed record BoardStep(string Name, BoardLens Lens);

/// <summary>Names of the filters of a lens, and the way back up.</summary>
internal sealed class BoardFilters(PlaceBook places, BoardWords words)
{
    public async Task<IReadOnlyList<BoardFilter>> ChipsAsync(BoardLens lens, DealerScope scope, CancellationToken cancellationToken)
    {
        var chips = new List<BoardFilter>();
        foreach (var (dimension, value) in lens.Filter.Values)
        {
            chips.Add(new BoardFilter(dimension, value, await NameAsync(dimension, value, scope, cancellationToken), Without(lens, dimension)));
        }

        return chips;
    }

    /// <summary>Nation, area, province, city: all above where the lens looks.</summary>
    public async Task<IReadOnlyList<BoardStep>> StepsAsync(BoardLens lens, DealerScope scope, CancellationToken cancellationToken)
    {
        var region = lens.Filter.Values.GetValueOrDefault(MetricDimensions.Region);
        var dealer = lens.Filter.Values.GetValueOrDefault(MetricDimensions.Dealer);
        if (region is null && dealer is null)
        {
            return [];
        }

        var wide = Without(Without(lens, MetricDimensions.Dealer), MetricDimensions.Region);
        var steps = new List<BoardStep> { new(words["Scope_All"], wide) };
        var path = await places.PathAsync(region ?? (scope.Allows(dealer) ? await places.RegionOfAsync(dealer!, cancellationToken) : null), cancellationToken);
        steps.AddRange(path.Select(p => new BoardStep(words.IsChinese ? p.Name.Zh : p.Name.En, wide with { Filter = wide.Filter.With(MetricDimensions.Region, p.Id) })));
        if (dealer is not null)
        {
            steps.Add(new BoardStep(await NameAsync(MetricDimensions.Dealer, dealer, scope, cancellationToken), lens));
        }

        return steps;
    }

    private async Task<string> NameAsync(string dimension, string value, DealerScope scope, CancellationToken cancellationToken)
    {
        var label = await places.LabelAsync(dimension, value, scope, cancellationToken);
        return words.IsChinese ? label.Zh : label.En;
    }

    private static BoardLens Without(BoardLens lens, string dimension) =>
        lens with { Filter = lens.Filter.Values.Where(v => v.Key != dimension).Aggregate(MetricSlice.All, (s, v) => s.With(v.Key, v.Value)) };
}
