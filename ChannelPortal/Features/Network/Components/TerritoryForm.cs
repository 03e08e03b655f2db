using ChannelPortal.Features.Network.Commands;
using ChannelPortal.Features.Network.Data;

namespace ChannelPortal.Features.Network.Components;

/// <summary>A new territory as it is filled in.</summary>
internal sealed class TerritoryForm(string commandId, DateOnly from, string? line)
{
    private readonly List<string> regions = [];

    public string CommandId => commandId;

    public string Name { get; set; } = "";

    /// <summary>Empty for all lines.</summary>
    public string Line { get; set; } = line ?? "";

    public string Dealer { get; set; } = "";

    public bool IsExclusive { get; set; } = true;

    public DateOnly From { get; set; } = from;

    public DateOnly? LastDay { get; set; }

    public string Place { get; set; } = "";

    public string City { get; set; } = "";

    public IReadOnlyList<string> Regions => regions;

    /// <summary>Enough is known to look for what stands in the way.</summary>
    public bool IsComplete => Dealer.Trim().Length > 0 && regions.Count > 0 && !(LastDay < From);

    private string? Category => Line.Length == 0 ? null : Line;

    private DateOnly? To => LastDay?.AddDays(1);

    /// <summary>Takes the chosen city, or else the place above it.</summary>
    public void Add()
    {
        var region = City.Length > 0 ? City : Place;
        if (region.Length > 0 && !regions.Contains(region))
        {
            regions.Add(region);
        }

        City = "";
    }

    public void Remove(string region) => regions.Remove(region);

    public TerritoryWish ToWish() => new(Category, regions, Dealer.Trim(), IsExclusive, From, To);

    public GiveTerritory ToCommand() => new(Name, Category, [.. regions], Dealer.Trim(), IsExclusive, From, To);
}

/// <summary>Moving a territory, as it is filled in.</summary>
internal sealed class ReassignForm(string commandId, DateOnly from)
{
    public string CommandId => commandId;

    public string Dealer { get; set; } = "";

    public DateOnly From { get; set; } = from;
}
