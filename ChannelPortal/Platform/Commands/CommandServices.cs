using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Live;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Platform.Commands;

/// <summary>Registration helpers that features use.</summary>
public static class CommandServices
{
    public static IServiceCollection AddCommand<TCommand, TResult, THandler>(this IServiceCollection services)
        where TCommand : ICommand<TResult>
        where THandler : class, ICommandHandler<TCommand, TResult>
    {
        services.TryAddScoped<ICommandHandler<TCommand, TResult>, THandler>();
        return services;
    }

    public static IServiceCollection AddVerb<TVerb>(this IServiceCollection services)
        where TVerb : class, ICliVerb
    {
        services.AddSingleton<ICliVerb, TVerb>();
        return services;
    }

    public static IServiceCollection AddLiveTopic<TTopic>(this IServiceCollection services)
        where TTopic : class, ILiveTopic
    {
        services.AddSingleton<ILiveTopic, TTopic>();
        return services;
    }

    public static IServiceCollection AddOutboxReceiver<TReceiver>(this IServiceCollection services)
        where TReceiver : class, IOutboxReceiver
    {
        services.AddSingleton<IOutboxReceiver, TReceiver>();
        return services;
    }
}
