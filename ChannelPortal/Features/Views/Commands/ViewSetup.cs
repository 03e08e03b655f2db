using ChannelPortal.Features.Views.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Views.Commands;

/// <summary>See <see cref="IViewSetup"/>. Each step is a command under its own name, so a second run gets the first answers.</summary>
internal sealed class ViewSetup(ICommandDispatcher dispatcher) : IViewSetup
{
    public async Task SetUpAsync(IReadOnlyList<ViewDraft> views, CancellationToken cancellationToken)
    {
        foreach (var view in views)
        {
            var caller = Caller.System("set-up") with { DealerId = view.DealerId };
            await dispatcher.SendAsync(new SaveView(null, view.List, view.Name, view.Query, view.Role, false), caller, $"view {view.DealerId} {view.List} {view.Name}", cancellationToken);
        }
    }
}
