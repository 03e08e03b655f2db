using System.Text.Json;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Workbench.Live;
using ChannelPortal.Platform.CommandLine;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>Keeps what an open page shows beside the cells it came from, so that a push replaces only the parts that differ.</summary>
internal sealed class WorkbenchPatch
{
    private readonly Dictionary<string, JsonElement> shown;

    public WorkbenchPatch(WorkbenchFigures figures)
    {
        Figures = figures;
        shown = WorkbenchTopic.CellsOf(figures).ToDictionary(c => c.Cell, c => JsonSerializer.SerializeToElement(c.Value, CliOutput.Json), StringComparer.Ordinal);
    }

    /// <summary>Parts that no push changed are the same objects as before.</summary>
    public WorkbenchFigures Figures { get; private set; }

    public void Apply(IReadOnlyDictionary<string, JsonElement> cells)
    {
        foreach (var (cell, value) in cells.Where(c => !shown.TryGetValue(c.Key, out var before) || !JsonElement.DeepEquals(before, c.Value)))
        {
            Figures = cell switch
            {
                WorkbenchTopic.Credit => Figures with { Credit = Read<CreditStanding>(value) },
                WorkbenchTopic.Due => Figures with { DueSoon = Read<BenchDue>(value) },
                WorkbenchTopic.Orders => Figures with { Orders = Read<BenchOrders>(value) },
                WorkbenchTopic.Stock => Figures with { Stock = Read<LowStock>(value) },
                WorkbenchTopic.Supply => Figures with { Supply = Read<BenchSupply>(value) },
                WorkbenchTopic.Growth => Figures with { Growth = Read<BenchGrowth>(value) },
                WorkbenchTopic.Year => Figures with { Year = Read<BenchYear>(value) },
                WorkbenchTopic.Latest => Figures with { Latest = Read<BenchLatest>(value) },
                _ => Figures,
            };
            shown[cell] = value;
        }
    }

    private static T Read<T>(JsonElement cell) => cell.Deserialize<T>(CliOutput.Json) ?? throw new JsonException("An empty cell.");
}
