using ChannelPortal.Features.Views.Commands;
using ChannelPortal.Features.Views.Contracts;
using ChannelPortal.Features.Views.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Views;

/// <summary>Saved views of lists: personal, shared with a role, default, favourite, with their versions.</summary>
public static class ViewsFeature
{
    public static IServiceCollection AddViews(this IServiceCollection services)
    {
        services.TryAddSingleton<FindViews>();
        services.TryAddScoped<IViewSetup, ViewSetup>();
        services.AddCommand<SaveView, Guid, SaveViewHandler>();
        services.AddCommand<RestoreView, bool, RestoreViewHandler>();
        services.AddCommand<DeleteView, bool, DeleteViewHandler>();
        services.AddCommand<ChooseView, bool, ChooseViewHandler>();
        services.AddScoped<IPaletteSource, ViewPalette>();
        services.AddErrorTexts<ViewsText>();
        return services;
    }
}
