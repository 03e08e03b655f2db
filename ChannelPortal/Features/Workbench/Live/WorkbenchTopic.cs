using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Workbench.Live;

/// <summary>
/// <c>dealer:{id}:workbench:{parts}</c>: the figures of one dealer's workbench, computed once for all of its people with the same rights. A cell is a part of
/// <see cref="WorkbenchFigures"/>; the topic's name says which, and nobody opens parts whose lists are closed to him.
/// </summary>
internal sealed class WorkbenchTopic(GetWorkbench workbench) : ILiveTopic
{
    public const string Credit = "credit";
    public const string Due = "due";
    public const string Orders = "orders";
    public const string Stock = "stock";
    public const string Supply = "supply";
    public const string Growth = "growth";
    public const string Year = "year";
    public const string Latest = "latest";

    private static readonly (string Part, string Permission)[] s_parts = [("money", "account.read-own"), ("orders", "orders.read"), ("stock", "inventory.read")];

    public string Pattern => "dealer:{id}:workbench:{parts}";

    public string Permission => "workbench.read";

    /// <summary>The topic with all that the caller may see; null for somebody who may see none of it.</summary>
    public static string? NameFor(Caller caller)
    {
        var parts = s_parts.Where(p => Permissions.Product.Allows(caller.Roles, p.Permission)).Select(p => p.Part).ToList();
        return caller.DealerId is { } dealer && parts.Count > 0 ? $"dealer:{dealer}:workbench:{string.Join('+', parts)}" : null;
    }

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args)
    {
        var parts = args["parts"].Split('+');
        return caller.Scope.Allows(args["id"]) && parts.All(part => s_parts.Any(p => p.Part == part && Permissions.Product.Allows(caller.Roles, p.Permission)))
            ? DealerScope.Of(args["id"])
            : null;
    }

    // Any fact of the dealer: the items of other features hang on theirs, and an open page reads its own again.
    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is IDealerOwned row && row.DealerId == args["id"];

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var cells = new LiveCells();
        if (await workbench.RunAsync(args["id"], scope, cancellationToken) is { } figures)
        {
            var parts = args["parts"].Split('+');
            foreach (var (_, cell, value) in CellsOf(figures).Where(c => parts.Contains(c.Part)))
            {
                cells[cell] = value;
            }
        }

        return cells;
    }

    public static (string Part, string Cell, object Value)[] CellsOf(WorkbenchFigures figures) =>
    [
        ("money", Credit, figures.Credit),
        ("money", Due, figures.DueSoon),
        ("orders", Orders, figures.Orders),
        ("orders", Growth, figures.Growth),
        ("orders", Year, figures.Year),
        ("orders", Latest, figures.Latest),
        ("stock", Stock, figures.Stock),
        ("stock", Supply, figures.Supply),
    ];
}
