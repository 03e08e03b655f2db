using System.Text.Json;
using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Workbench.Commands;

/// <summary>Keeps the caller's own arrangement; null goes back to his role's default.</summary>
[Permission("workbench.read")]
internal sealed record ArrangeWorkbench(IReadOnlyList<BandPlan>? Bands) : ICommand<bool>;

internal sealed class ArrangeWorkbenchHandler : ICommandHandler<ArrangeWorkbench, bool>
{
    public async Task<Result<bool>> HandleAsync(ArrangeWorkbench command, CommandContext context, CancellationToken cancellationToken)
    {
        var layout = await context.Db.Set<WorkbenchLayout>().SingleOrDefaultAsync(l => l.UserId == context.Caller.UserId, cancellationToken);
        if (command.Bands is not { } bands)
        {
            if (layout is not null)
            {
                context.Db.Remove(layout);
            }

            return true;
        }

        if (!IsSound(bands))
        {
            return Error.Of("workbench_plan_invalid");
        }

        if (layout is null)
        {
            context.Db.Add(layout = new WorkbenchLayout { UserId = context.Caller.UserId, Plan = "" });
        }

        (layout.Plan, layout.ChangedAt) = (JsonSerializer.Serialize(new WorkbenchPlan(bands), CliOutput.Json), context.Now);
        return true;
    }

    private static bool IsSound(IReadOnlyList<BandPlan> bands)
    {
        var tiles = bands.SelectMany(b => b.Tiles).ToList();
        return bands.Select(b => b.Band).Distinct().Count() == bands.Count && bands.All(b => Enum.IsDefined(b.Band))
            && tiles.Count <= WorkbenchPlan.MaxTiles && tiles.Select(t => t.Key).Distinct(StringComparer.Ordinal).Count() == tiles.Count
            && tiles.TrueForAll(t => t.Key.Length is > 0 and <= WorkbenchPlan.MaxKey && t.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'));
    }
}
